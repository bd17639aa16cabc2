// SPDX-License-Identifier: GPL-2.0-only
#include "build/includes.h"

#include <stdbool.h>
#include <string.h>

#include "build/recipe.h"

/* One file and what it includes. */
struct including {
	const struct compile *compile;	/* NULL: a header */
	char *path;
	GPtrArray *names;		/* char *: as written, without ../ */
};

static void including_free(struct including *file)
{
	g_free(file->path);
	g_ptr_array_unref(file->names);
	g_free(file);
}

/* The name in an #include line that starts at `at` (after the #), or NULL. */
static char *included_name(const char *at)
{
	const char *open, *close;

	at += strspn(at, " \t");
	if (strncmp(at, "include", 7))
		return NULL;
	at += 7;
	open = at + strspn(at, " \t");
	if (*open != '"' && *open != '<')
		return NULL;
	open++;
	for (;;) {
		if (!strncmp(open, "../", 3))
			open += 3;
		else if (!strncmp(open, "./", 2))
			open += 2;
		else
			break;
	}
	close = open + strcspn(open, "\">\n");
	return g_strndup(open, close - open);
}

static GPtrArray *included_names(const char *path)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
	g_autofree char *text = NULL;
	const char *at;

	if (!file || !g_mapped_file_get_length(file))
		return names;
	/* A terminating NUL makes the str functions safe. */
	text = g_strndup(g_mapped_file_get_contents(file),
			 g_mapped_file_get_length(file));
	for (at = strchr(text, '#'); at; at = strchr(at + 1, '#')) {
		char *name = included_name(at + 1);

		if (name)
			g_ptr_array_add(names, name);
	}
	return names;
}

static void add_file(GPtrArray *files, const char *path,
		     const struct compile *compile)
{
	struct including *file = g_new0(struct including, 1);

	file->compile = compile;
	file->path = g_strdup(path);
	file->names = included_names(path);
	g_ptr_array_add(files, file);
}

/* Headers, and .c files that are no units: they too may pass it on. */
static void add_folder(GPtrArray *files, GHashTable *units, const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		bool is_source = g_str_has_suffix(name, ".h") ||
				 g_str_has_suffix(name, ".c");

		if (name[0] == '.')
			continue;
		if (!is_source) {
			if (g_file_test(path, G_FILE_TEST_IS_DIR) &&
			    !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
				add_folder(files, units, path);
		} else if (!g_hash_table_contains(units, path)) {
			add_file(files, path, NULL);
		}
	}
}

static bool ends_in(const char *path, const char *name)
{
	gsize path_length = strlen(path), length = strlen(name);

	return length && length < path_length &&
	       path[path_length - length - 1] == '/' &&
	       !strcmp(path + path_length - length, name);
}

static bool may_include(const struct including *file, const char *path)
{
	for (guint i = 0; i < file->names->len; i++)
		if (ends_in(path, file->names->pdata[i]))
			return true;
	return false;
}

GPtrArray *includes_units(GPtrArray *compiles, const char *root,
			  const char *file)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(
		(GDestroyNotify)including_free);
	g_autoptr(GHashTable) units = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) todo = g_ptr_array_new();
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (g_hash_table_add(units, compile->source))
			add_file(files, compile->source, compile);
	}
	add_folder(files, units, root);
	g_ptr_array_add(todo, (void *)file);
	for (guint at = 0; at < todo->len; at++) {
		for (guint i = 0; i < files->len; i++) {
			struct including *other = files->pdata[i];

			if (!other->names->len ||
			    !may_include(other, todo->pdata[at]))
				continue;
			if (other->compile)
				g_ptr_array_add(found,
						(void *)other->compile);
			else
				g_ptr_array_add(todo, other->path);
			/* Once is enough. */
			g_ptr_array_set_size(other->names, 0);
		}
	}
	return found;
}
