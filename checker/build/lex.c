// SPDX-License-Identifier: GPL-2.0-only
#include "build/lex.h"

#include <string.h>

/* Local headers of local headers of …: beyond this depth none is real. */
#define LOCAL_DEPTH 32

struct lex_file {
	char *path;
	GArray *names;		/* guint32: hashes, sorted, each once */
	GPtrArray *local;	/* struct lex_file *: included with quotes */
};

struct lex_unit {
	const struct unit *unit;
	struct lex_file *file;
};

struct lex_index {
	GHashTable *files;	/* path -> struct lex_file * */
	GPtrArray *units;	/* struct lex_unit * */
	GHashTable *by_unit;	/* const struct unit * -> struct lex_unit * */
};

static void lex_file_free(struct lex_file *file)
{
	g_free(file->path);
	g_array_unref(file->names);
	g_ptr_array_unref(file->local);
	g_free(file);
}

struct lex_index *lex_index_new(void)
{
	struct lex_index *index = g_new0(struct lex_index, 1);

	index->files = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
					     (GDestroyNotify)lex_file_free);
	index->units = g_ptr_array_new_with_free_func(g_free);
	index->by_unit = g_hash_table_new(NULL, NULL);
	return index;
}

void lex_index_free(struct lex_index *index)
{
	g_hash_table_unref(index->by_unit);
	g_ptr_array_unref(index->units);
	g_hash_table_unref(index->files);
	g_free(index);
}

static bool starts_name(char c)
{
	return g_ascii_isalpha(c) || c == '_';
}

static bool goes_on(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* FNV-1a. */
static guint32 hash_name(const char *at, const char *end)
{
	guint32 hash = 2166136261U;

	for (; at < end; at++)
		hash = (hash ^ (guchar)*at) * 16777619U;
	return hash;
}

/* Past a comment that starts at `at`, or `at` itself. */
static const char *skip_comment(const char *at, const char *end)
{
	if (end - at < 2 || at[0] != '/')
		return at;
	if (at[1] == '/') {
		const char *newline = memchr(at, '\n', end - at);

		return newline ? newline : end;
	}
	if (at[1] == '*') {
		const char *close = memmem(at + 2, end - at - 2, "*/", 2);

		return close ? close + 2 : end;
	}
	return at;
}

/* Past a literal whose opening quote is at `at`; a line ends it at the latest,
 * so that an apostrophe in #error text costs no more. */
static const char *skip_literal(const char *at, const char *end)
{
	char quote = *at++;

	while (at < end && *at != quote && *at != '\n')
		at += *at == '\\' && at + 1 < end ? 2 : 1;
	return at < end ? at + 1 : end;
}

/* Past a number: its letters (0x10UL) are no names. */
static const char *skip_number(const char *at, const char *end)
{
	while (at < end && (goes_on(*at) || *at == '.'))
		at++;
	return at;
}

static void scan_text(GArray *names, const char *at, const char *end)
{
	while (at < end) {
		const char *begin = at;

		if (starts_name(*at)) {
			guint32 hash;

			while (at < end && goes_on(*at))
				at++;
			hash = hash_name(begin, at);
			g_array_append_val(names, hash);
		} else if (*at == '"' || *at == '\'') {
			at = skip_literal(at, end);
		} else if (g_ascii_isdigit(*at)) {
			at = skip_number(at, end);
		} else {
			at = skip_comment(at, end);
			at += at == begin;
		}
	}
}

static int compare_hashes(gconstpointer a, gconstpointer b)
{
	guint32 left = *(const guint32 *)a, right = *(const guint32 *)b;

	return left < right ? -1 : left > right;
}

static void sort_names(GArray *names)
{
	guint kept = 0;

	g_array_sort(names, compare_hashes);
	for (guint i = 0; i < names->len; i++) {
		guint32 hash = g_array_index(names, guint32, i);

		if (!kept || hash != g_array_index(names, guint32, kept - 1))
			g_array_index(names, guint32, kept++) = hash;
	}
	g_array_set_size(names, kept);
}

static struct lex_file *read_file(struct lex_index *index, const char *path,
				  guint depth);

/* Files that `#include "…"` finds beside the including one. */
static void follow_local(struct lex_index *index, struct lex_file *file,
			 const char *at, const char *end, guint depth)
{
	g_autofree char *folder = g_path_get_dirname(file->path);

	while (at < end && (at = memmem(at, end - at, "include", 7))) {
		const char *open, *close;

		open = at += 7;
		while (open < end && (*open == ' ' || *open == '\t'))
			open++;
		if (open == end || *open != '"')
			continue;
		open++;
		close = memchr(open, '"', end - open);
		if (!close || close - open > 4096)
			continue;

		g_autofree char *name = g_strndup(open, close - open);
		g_autofree char *path = g_canonicalize_filename(name, folder);
		struct lex_file *local = read_file(index, path, depth + 1);

		if (local)
			g_ptr_array_add(file->local, local);
	}
}

/* NULL if there is no such file. */
static struct lex_file *read_file(struct lex_index *index, const char *path,
				  guint depth)
{
	struct lex_file *file = g_hash_table_lookup(index->files, path);
	g_autoptr(GMappedFile) map = NULL;
	const char *text, *end;

	if (file || depth > LOCAL_DEPTH)
		return file;
	map = g_mapped_file_new(path, FALSE, NULL);
	if (!map)
		return NULL;
	file = g_new0(struct lex_file, 1);
	file->path = g_strdup(path);
	file->names = g_array_new(FALSE, FALSE, sizeof(guint32));
	file->local = g_ptr_array_new();
	g_hash_table_insert(index->files, file->path, file);
	text = g_mapped_file_get_contents(map);
	end = text ? text + g_mapped_file_get_length(map) : NULL;
	scan_text(file->names, text, end);
	sort_names(file->names);
	follow_local(index, file, text, end, depth);
	return file;
}

void lex_index_add(struct lex_index *index, const struct unit *unit)
{
	struct lex_unit *entry = g_new0(struct lex_unit, 1);

	entry->unit = unit;
	entry->file = read_file(index, unit->absolute, 0);
	g_ptr_array_add(index->units, entry);
	g_hash_table_insert(index->by_unit, (void *)unit, entry);
}

static bool file_has(const struct lex_file *file, guint32 hash)
{
	return g_array_binary_search(file->names, &hash, compare_hashes, NULL);
}

/* seen: local headers include each other. */
static bool file_may_name(struct lex_file *file, const GArray *hashes,
			  GHashTable *seen)
{
	if (!file || !g_hash_table_add(seen, file))
		return false;
	for (guint i = 0; i < hashes->len; i++)
		if (file_has(file, g_array_index(hashes, guint32, i)))
			return true;
	for (guint i = 0; i < file->local->len; i++)
		if (file_may_name(file->local->pdata[i], hashes, seen))
			return true;
	return false;
}

static bool unit_may_name(const struct lex_unit *unit, const GArray *hashes)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	return file_may_name(unit->file, hashes, seen);
}

static void add_hash(GArray *hashes, const char *name)
{
	guint32 hash = hash_name(name, name + strlen(name));

	g_array_append_val(hashes, hash);
}

GPtrArray *lexical_units_naming(const struct lex_index *index,
				const char *identifier)
{
	g_autoptr(GArray) hashes = g_array_new(FALSE, FALSE, sizeof(guint32));
	GPtrArray *units = g_ptr_array_new();

	add_hash(hashes, identifier);
	for (guint i = 0; i < index->units->len; i++) {
		struct lex_unit *entry = index->units->pdata[i];

		if (unit_may_name(entry, hashes))
			g_ptr_array_add(units, (void *)entry->unit);
	}
	return units;
}

bool lexical_unit_names_any(const struct lex_index *index,
			    const struct unit *unit, GHashTable *names)
{
	g_autoptr(GArray) hashes = g_array_new(FALSE, FALSE, sizeof(guint32));
	struct lex_unit *entry = g_hash_table_lookup(index->by_unit, unit);
	GHashTableIter iter;
	gpointer name;

	g_hash_table_iter_init(&iter, names);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		add_hash(hashes, name);
	return entry && unit_may_name(entry, hashes);
}
