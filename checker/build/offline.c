// SPDX-License-Identifier: GPL-2.0-only
#include "build/offline.h"

#include <string.h>

/* How deep obj-y += sub/ is followed. */
#define MAKEFILE_DEPTH 16

static int by_source(gconstpointer a, gconstpointer b)
{
	const struct compile *const *left = a, *const *right = b;

	return strcmp((*left)->source, (*right)->source);
}

/* make doubles $ and escapes # in what it writes down. */
static char *unescape_make(const char *text)
{
	g_autoptr(GString) shell = g_string_new(text);

	g_string_replace(shell, "$$", "$", 0);
	g_string_replace(shell, "\\#", "#", 0);
	return g_strdup(shell->str);
}

/* savedcmd_fs/x.o := gcc …; before 6.4 it was cmd_. */
static struct compile *cmd_file_compile(const char *path,
					const char *directory)
{
	g_autofree char *text = NULL, *shell = NULL;
	char *value, *end;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return NULL;
	value = strstr(text, ":= ");
	if (!value || !strstr(text, "cmd_"))
		return NULL;
	end = strchr(value, '\n');
	if (end)
		*end = '\0';
	shell = unescape_make(value + 3);
	return recipe_compile(shell, directory);
}

static bool is_kernel_command(const struct compile *compile)
{
	return g_strv_contains((const char *const *)compile->argv,
			       "-D__KERNEL__") &&
	       g_file_test(compile->source, G_FILE_TEST_EXISTS) &&
	       !g_str_has_suffix(compile->source, ".mod.c");
}

static void add_commands(GPtrArray *compiles, const char *folder,
			 const char *directory)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		struct compile *compile = NULL;

		if (name[0] == '.' && g_str_has_suffix(name, ".o.cmd"))
			compile = cmd_file_compile(path, directory);
		else if (name[0] != '.' &&
			 g_file_test(path, G_FILE_TEST_IS_DIR) &&
			 !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			add_commands(compiles, path, directory);
		if (compile && is_kernel_command(compile))
			g_ptr_array_add(compiles, compile);
		else
			compile_free(compile);
	}
}

GPtrArray *offline_commands(const char *root, const char *directory)
{
	GPtrArray *compiles =
		g_ptr_array_new_with_free_func((GDestroyNotify)compile_free);

	add_commands(compiles, root, directory);
	g_ptr_array_sort(compiles, by_source);
	return compiles;
}

/* One makefile's lists of objects. */
struct makefile {
	const char *folder;
	GPtrArray *objects;	/* char *: words of obj-m, obj-y, obj-$(…) */
	GHashTable *parts;	/* "foo" -> GPtrArray of its objects' words */
};

static void add_words(GPtrArray *list, const char *value)
{
	g_auto(GStrv) words = g_strsplit_set(value, " \t", -1);

	for (guint i = 0; words[i]; i++)
		if (*words[i] && !strchr(words[i], '$'))
			g_ptr_array_add(list, g_strdup(words[i]));
}

/* "foo" of foo-y, foo-m, foo-objs and foo-$(CONFIG_X); NULL for others. */
static char *composite_name(const char *variable)
{
	const char *dash = strrchr(variable, '-');
	static const char *const endings[] = { "-y", "-m", "-objs" };

	if (!dash)
		return NULL;
	if (g_str_has_prefix(dash, "-$(") || g_str_has_prefix(dash, "-${"))
		return g_strndup(variable, dash - variable);
	for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
		if (!strcmp(dash, endings[i]))
			return g_strndup(variable, dash - variable);
	return NULL;
}

static void read_assignment(struct makefile *makefile, const char *variable,
			    const char *value)
{
	g_autofree char *name = composite_name(variable);
	GPtrArray *parts;

	if (!name)
		return;
	if (!strcmp(name, "obj")) {
		add_words(makefile->objects, value);
		return;
	}
	parts = g_hash_table_lookup(makefile->parts, name);
	if (!parts) {
		parts = g_ptr_array_new_with_free_func(g_free);
		g_hash_table_insert(makefile->parts, g_strdup(name), parts);
	}
	add_words(parts, value);
}

static void read_line(struct makefile *makefile, char *line)
{
	char *equal = strchr(line, '='), *comment = strchr(line, '#');
	g_autofree char *variable = NULL;
	gsize length;

	if (comment)
		*comment = '\0';
	if (!equal || (comment && comment < equal))
		return;
	length = equal - line;
	while (length && strchr(":+? \t", line[length - 1]))
		length--;
	variable = g_strndup(line, length);
	read_assignment(makefile, g_strstrip(variable), equal + 1);
}

static bool read_makefile(struct makefile *makefile)
{
	static const char *const names[] = { "Kbuild", "Makefile" };
	g_autofree char *text = NULL;
	g_autoptr(GString) joined = NULL;
	g_auto(GStrv) lines = NULL;

	for (guint i = 0; !text && i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(makefile->folder,
							 names[i], NULL);

		g_file_get_contents(path, &text, NULL, NULL);
	}
	if (!text)
		return false;
	joined = g_string_new(text);
	g_string_replace(joined, "\\\n", " ", 0);
	lines = g_strsplit(joined->str, "\n", -1);
	for (guint i = 0; lines[i]; i++)
		read_line(makefile, lines[i]);
	return true;
}

/* foo.o as a part of `module`, if foo.c is there. */
static void add_object(GPtrArray *compiles, const char *folder,
		       const char *object, const char *module)
{
	static char *const no_options[] = { NULL };
	g_autofree char *name = g_strdup(object);
	g_autofree char *path = NULL;
	struct compile *compile;

	if (!g_str_has_suffix(name, ".o"))
		return;
	name[strlen(name) - 1] = 'c';
	path = g_build_filename(folder, name, NULL);
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return;
	compile = compile_new(path, folder, g_strdupv((char **)no_options));
	compile->module = g_strdup(module);
	compile->is_module = true;
	compile->origin = COMMAND_BUILTIN;
	g_ptr_array_add(compiles, compile);
}

static void add_makefile(GPtrArray *compiles, const char *folder, guint depth);

static void add_listed(GPtrArray *compiles, const struct makefile *makefile,
		       const char *object, guint depth)
{
	g_autofree char *stem = g_strdup(object);
	GPtrArray *parts;

	if (g_str_has_suffix(object, "/")) {
		g_autofree char *below =
			g_build_filename(makefile->folder, object, NULL);

		add_makefile(compiles, below, depth + 1);
		return;
	}
	if (!g_str_has_suffix(object, ".o"))
		return;
	stem[strlen(stem) - 2] = '\0';
	parts = g_hash_table_lookup(makefile->parts, stem);
	if (!parts)
		add_object(compiles, makefile->folder, object, stem);
	for (guint i = 0; parts && i < parts->len; i++)
		add_object(compiles, makefile->folder, parts->pdata[i], stem);
}

static void add_makefile(GPtrArray *compiles, const char *folder, guint depth)
{
	struct makefile makefile = { .folder = folder };

	if (depth > MAKEFILE_DEPTH)
		return;
	makefile.objects = g_ptr_array_new_with_free_func(g_free);
	makefile.parts = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free,
		(GDestroyNotify)g_ptr_array_unref);
	if (read_makefile(&makefile))
		for (guint i = 0; i < makefile.objects->len; i++)
			add_listed(compiles, &makefile,
				   makefile.objects->pdata[i], depth);
	g_ptr_array_unref(makefile.objects);
	g_hash_table_unref(makefile.parts);
}

GPtrArray *offline_module(const char *directory)
{
	GPtrArray *compiles =
		g_ptr_array_new_with_free_func((GDestroyNotify)compile_free);

	add_makefile(compiles, directory, 0);
	return compiles;
}
