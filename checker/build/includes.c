// SPDX-License-Identifier: GPL-2.0-only
#include "build/includes.h"

#include <stdbool.h>
#include <string.h>

#include "build/recipe.h"

/* A file that includes others. */
struct including {
	const struct compile *compile;	/* NULL: a header, or a part */
	char *path;
	bool is_seen;
};

/* One #include line: who, and the name as written without its ./ and ../ */
struct inclusion {
	struct including *file;
	char *name;
};

struct index {
	GPtrArray *files;		/* struct including * */
	GHashTable *by_base;		/* base name -> GArray of inclusions */
	GHashTable *seen_paths;		/* set of char * */
};

static void including_free(struct including *file)
{
	g_free(file->path);
	g_free(file);
}

static void inclusion_clear(gpointer data)
{
	struct inclusion *inclusion = data;

	g_free(inclusion->name);
}

static void index_init(struct index *index)
{
	index->files = g_ptr_array_new_with_free_func(
		(GDestroyNotify)including_free);
	index->by_base = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free,
		(GDestroyNotify)g_array_unref);
	index->seen_paths = g_hash_table_new(g_str_hash, g_str_equal);
}

static void index_release(struct index *index)
{
	g_hash_table_unref(index->seen_paths);
	g_hash_table_unref(index->by_base);
	g_ptr_array_unref(index->files);
}

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at;
}

/* The name in the directive whose # stands before `at`, or NULL. */
static char *included_name(const char *at, const char *end)
{
	static const char word[] = "include";
	const char *begin, *close;

	at = skip_blanks(at, end);
	if (end - at < (gssize)sizeof(word) || memcmp(at, word, 7))
		return NULL;
	begin = skip_blanks(at + 7, end);
	if (begin == end || (*begin != '"' && *begin != '<'))
		return NULL;
	close = ++begin;
	while (close < end && !strchr("\">\n", *close))
		close++;
	while (close - begin > 2 && begin[0] == '.' &&
	       (begin[1] == '/' || (begin[1] == '.' && begin[2] == '/')))
		begin += begin[1] == '/' ? 2 : 3;
	return g_strndup(begin, close - begin);
}

static void index_inclusion(struct index *index, struct including *file,
			    char *name)
{
	struct inclusion inclusion = { file, name };
	g_autofree char *base = g_path_get_basename(name);
	GArray *list = g_hash_table_lookup(index->by_base, base);

	if (!list) {
		list = g_array_new(FALSE, FALSE, sizeof(inclusion));
		g_array_set_clear_func(list, inclusion_clear);
		g_hash_table_insert(index->by_base, g_steal_pointer(&base),
				    list);
	}
	g_array_append_val(list, inclusion);
}

static void index_file(struct index *index, const char *path,
		       const struct compile *compile)
{
	g_autoptr(GMappedFile) map = g_file_test(path, G_FILE_TEST_IS_REGULAR) ?
		g_mapped_file_new(path, FALSE, NULL) : NULL;
	const char *at = map ? g_mapped_file_get_contents(map) : NULL;
	const char *end = at ? at + g_mapped_file_get_length(map) : NULL;
	struct including *file = g_new0(struct including, 1);

	file->compile = compile;
	file->path = g_strdup(path);
	g_ptr_array_add(index->files, file);
	g_hash_table_add(index->seen_paths, file->path);
	while (at < end && (at = memchr(at, '#', end - at))) {
		char *name = included_name(++at, end);

		if (name)
			index_inclusion(index, file, name);
	}
}

static bool is_c_text(const char *name)
{
	return g_str_has_suffix(name, ".h") || g_str_has_suffix(name, ".c") ||
	       g_str_has_suffix(name, ".inc");
}

/* Headers and parts of units in a folder; `deep`: below it too. */
static void index_folder(struct index *index, const char *folder, bool deep)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (name[0] == '.' ||
		    g_hash_table_contains(index->seen_paths, path))
			continue;
		if (is_c_text(name))
			index_file(index, path, NULL);
		else if (deep && !strchr(name, '.') &&
			 g_file_test(path, G_FILE_TEST_IS_DIR) &&
			 !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			index_folder(index, path, true);
	}
}

/* The folders below `root` that a unit's options search. */
static void add_searched(GHashTable *folders, const struct compile *compile,
			 const char *root)
{
	for (guint i = 0; compile->argv[i]; i++) {
		const char *word = compile->argv[i];
		char *folder;

		if (!g_str_has_prefix(word, "-I") || !word[2])
			continue;
		folder = g_canonicalize_filename(word + 2,
						 compile->directory);
		if (g_str_has_prefix(folder, root))
			g_hash_table_add(folders, folder);
		else
			g_free(folder);
	}
}

/* What can stand between a unit and a file it includes: what lies beside
 * units, and what their options search. */
static void index_all(struct index *index, GPtrArray *compiles,
		      const char *root)
{
	g_autoptr(GHashTable) beside = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) searched = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer folder;

	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (g_hash_table_contains(index->seen_paths, compile->source))
			continue;
		index_file(index, compile->source, compile);
		g_hash_table_add(beside, g_path_get_dirname(compile->source));
		add_searched(searched, compile, root);
	}
	g_hash_table_iter_init(&iter, searched);
	while (g_hash_table_iter_next(&iter, &folder, NULL))
		index_folder(index, folder, g_str_has_suffix(folder,
							     "/include"));
	g_hash_table_iter_init(&iter, beside);
	while (g_hash_table_iter_next(&iter, &folder, NULL))
		index_folder(index, folder, false);
}

static bool ends_in(const char *path, const char *name)
{
	gsize path_length = strlen(path), length = strlen(name);

	return length && length < path_length &&
	       path[path_length - length - 1] == '/' &&
	       !strcmp(path + path_length - length, name);
}

/* Those that include `path` and were not met yet. */
static void follow(struct index *index, const char *path, GPtrArray *todo,
		   GPtrArray *found)
{
	g_autofree char *base = g_path_get_basename(path);
	GArray *list = g_hash_table_lookup(index->by_base, base);

	for (guint i = 0; list && i < list->len; i++) {
		struct inclusion *inclusion =
			&g_array_index(list, struct inclusion, i);
		struct including *file = inclusion->file;

		if (file->is_seen || !ends_in(path, inclusion->name))
			continue;
		file->is_seen = true;
		if (file->compile)
			g_ptr_array_add(found, (void *)file->compile);
		else
			g_ptr_array_add(todo, file->path);
	}
}

GPtrArray *includes_units(GPtrArray *compiles, const char *root,
			  const char *file)
{
	g_autoptr(GPtrArray) todo = g_ptr_array_new();
	GPtrArray *found = g_ptr_array_new();
	struct index index;

	index_init(&index);
	index_all(&index, compiles, root);
	g_ptr_array_add(todo, (void *)file);
	for (guint i = 0; i < todo->len; i++)
		follow(&index, todo->pdata[i], todo, found);
	index_release(&index);
	return found;
}

static bool is_part(struct index *index, const char *source)
{
	g_autofree char *base = g_path_get_basename(source);
	GArray *list = g_hash_table_lookup(index->by_base, base);

	for (guint i = 0; list && i < list->len; i++) {
		const struct inclusion *inclusion =
			&g_array_index(list, struct inclusion, i);
		g_autofree char *folder =
			g_path_get_dirname(inclusion->file->path);
		g_autofree char *path = g_build_filename(folder,
							 inclusion->name,
							 NULL);

		if (!strcmp(path, source) &&
		    strcmp(inclusion->file->path, source))
			return true;
	}
	return false;
}

GHashTable *includes_parts(GPtrArray *sources)
{
	GHashTable *parts = g_hash_table_new(g_str_hash, g_str_equal);
	struct index index;

	index_init(&index);
	for (guint i = 0; i < sources->len; i++)
		index_file(&index, sources->pdata[i], NULL);
	for (guint i = 0; i < sources->len; i++)
		if (is_part(&index, sources->pdata[i]))
			g_hash_table_add(parts, sources->pdata[i]);
	index_release(&index);
	/* files that include each other: each stands for itself */
	if (g_hash_table_size(parts) == sources->len)
		g_hash_table_remove_all(parts);
	return parts;
}
