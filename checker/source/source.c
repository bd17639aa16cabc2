// SPDX-License-Identifier: GPL-2.0-only
/*
 * Source text by path. A path is known by the file it really is, so that an
 * overlay is found whichever way round the file is reached.
 */
#include "source/source.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

struct text {
	char *bytes;
	gsize length_bytes;
	char *checksum;		/* NULL for an overlay */
	GArray *line_starts;	/* gsize; made when first asked for */
};

struct source_set {
	GHashTable *by_key;	/* real path -> struct text *, owned */
	GHashTable *by_name;	/* path as asked for -> same, not owned */
};

static void text_free(gpointer data)
{
	struct text *text = data;

	g_free(text->bytes);
	g_free(text->checksum);
	if (text->line_starts)
		g_array_unref(text->line_starts);
	g_free(text);
}

struct source_set *source_set_new(void)
{
	struct source_set *set = g_new0(struct source_set, 1);

	set->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					    text_free);
	set->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					     NULL);
	return set;
}

void source_set_free(struct source_set *set)
{
	if (!set)
		return;
	g_hash_table_unref(set->by_name);
	g_hash_table_unref(set->by_key);
	g_free(set);
}

/* The real path; of a file that is not there, its folder's with its name. */
static char *path_key(const char *path)
{
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);
	char *real = realpath(absolute, NULL);

	if (real) {
		char *key = g_strdup(real);

		free(real);
		return key;
	}

	g_autofree char *folder = g_path_get_dirname(absolute);
	g_autofree char *name = g_path_get_basename(absolute);

	real = realpath(folder, NULL);
	if (!real)
		return g_steal_pointer(&absolute);

	char *key = g_build_filename(real, name, NULL);

	free(real);
	return key;
}

void source_overlay(struct source_set *set, const char *path,
		    const char *text)
{
	struct text *overlay = g_new0(struct text, 1);

	overlay->length_bytes = strlen(text);
	overlay->bytes = g_strdup(text);
	/* names may point to the text that is replaced */
	g_hash_table_remove_all(set->by_name);
	g_hash_table_replace(set->by_key, path_key(path), overlay);
}

static struct text *text_read(const char *key, GError **error)
{
	g_autofree char *bytes = NULL;
	gsize length_bytes;

	if (g_file_test(key, G_FILE_TEST_EXISTS) &&
	    !g_file_test(key, G_FILE_TEST_IS_REGULAR)) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
			    "%s is not a regular file", key);
		return NULL;
	}
	if (!g_file_get_contents(key, &bytes, &length_bytes, error))
		return NULL;

	struct text *text = g_new0(struct text, 1);

	text->checksum = g_compute_checksum_for_data(G_CHECKSUM_SHA256,
						     (guchar *)bytes,
						     length_bytes);
	text->bytes = g_steal_pointer(&bytes);
	text->length_bytes = length_bytes;
	return text;
}

static struct text *text_of(struct source_set *set, const char *path,
			    GError **error)
{
	struct text *text = g_hash_table_lookup(set->by_name, path);

	if (text)
		return text;

	g_autofree char *key = path_key(path);

	text = g_hash_table_lookup(set->by_key, key);
	if (!text) {
		text = text_read(key, error);
		if (!text)
			return NULL;
		g_hash_table_insert(set->by_key, g_steal_pointer(&key), text);
	}
	g_hash_table_insert(set->by_name, g_strdup(path), text);
	return text;
}

const char *source_text(struct source_set *set, const char *path,
			GError **error)
{
	struct text *text = text_of(set, path, error);

	return text ? text->bytes : NULL;
}

static void index_lines(struct text *text)
{
	gsize start = 0;

	text->line_starts = g_array_new(FALSE, FALSE, sizeof(gsize));
	g_array_append_val(text->line_starts, start);
	for (gsize i = 0; i < text->length_bytes; i++) {
		if (text->bytes[i] != '\n')
			continue;
		start = i + 1;
		g_array_append_val(text->line_starts, start);
	}
}

/* The stretch [*begin, *end) of a line without its end; false if there is no
 * such line. */
static bool line_bounds(struct source_set *set, const char *path, guint line,
			struct text **text, gsize *begin, gsize *end)
{
	*text = text_of(set, path, NULL);
	if (!*text || line == 0)
		return false;
	if (!(*text)->line_starts)
		index_lines(*text);

	const GArray *starts = (*text)->line_starts;

	if (line > starts->len)
		return false;
	*begin = g_array_index(starts, gsize, line - 1);
	*end = line < starts->len ? g_array_index(starts, gsize, line) - 1 :
				    (*text)->length_bytes;
	if (*end > *begin && (*text)->bytes[*end - 1] == '\r')
		(*end)--;
	return true;
}

char *source_line(struct source_set *set, const char *path, guint line)
{
	struct text *text;
	gsize begin, end;

	if (!line_bounds(set, path, line, &text, &begin, &end))
		return NULL;
	return g_strndup(text->bytes + begin, end - begin);
}

gssize source_offset(struct source_set *set, const char *path, guint line,
		     guint column)
{
	struct text *text;
	gsize begin, end;

	if (!line_bounds(set, path, line, &text, &begin, &end) || column == 0)
		return -1;
	return column - 1 <= end - begin ? (gssize)(begin + column - 1) : -1;
}

const char *source_checksum(struct source_set *set, const char *path)
{
	struct text *text = text_of(set, path, NULL);

	return text ? text->checksum : NULL;
}

const char *source_line_end(struct source_set *set, const char *path)
{
	struct text *text = text_of(set, path, NULL);
	const char *newline = text ? strchr(text->bytes, '\n') : NULL;

	return newline && newline > text->bytes && newline[-1] == '\r' ?
	       "\r\n" : "\n";
}
