// SPDX-License-Identifier: GPL-2.0-only
/* A rewrite as the lines it removes and adds. */
#include "report/hunk.h"

#include <string.h>

#include "report/common.h"

static void hunk_free(gpointer data)
{
	struct hunk *hunk = data;

	g_strfreev(hunk->old);
	g_strfreev(hunk->new);
	g_free(hunk);
}

/* Lines of text; a final line end starts no further line. */
static char **split_lines(const char *text)
{
	g_autofree char *copy = g_strdup(text);
	gsize length_bytes = strlen(copy);

	if (length_bytes && copy[length_bytes - 1] == '\n')
		copy[length_bytes - 1] = '\0';
	return g_strsplit(copy, "\n", -1);
}

static const struct edit *edit_at(const struct fix *fix, guint i)
{
	return i < fix->edits->len ? g_ptr_array_index(fix->edits, i) : NULL;
}

static bool stands_there(const char *text, const struct edit *edit)
{
	gsize length_bytes = strlen(text);

	return edit->begin <= edit->end && edit->end <= length_bytes &&
	       edit->end - edit->begin == strlen(edit->old) &&
	       memcmp(text + edit->begin, edit->old,
		      edit->end - edit->begin) == 0;
}

static const char *line_start(const char *text, const char *p)
{
	while (p > text && p[-1] != '\n')
		p--;
	return p;
}

static struct hunk *bare_hunk(const struct edit *edit)
{
	struct hunk *hunk = g_new0(struct hunk, 1);

	hunk->file = edit->place.file;
	hunk->line = edit->place.line;
	hunk->old = split_lines(edit->old);
	hunk->new = split_lines(edit->new);
	return hunk;
}

/* The lines that edit *i touches, with all later edits on the same lines;
 * *i becomes the next edit. */
static struct hunk *line_hunk(const struct fix *fix, guint *i,
			      const char *text)
{
	const struct edit *edit = edit_at(fix, *i);
	const char *begin = line_start(text, text + edit->begin);
	const char *end, *done = begin;
	g_autoptr(GString) new = g_string_new(NULL);
	struct hunk *hunk = g_new0(struct hunk, 1);
	g_autofree char *old = NULL;

	hunk->file = edit->place.file;
	hunk->line = edit->place.line;
	do {
		g_string_append_len(new, done, text + edit->begin - done);
		g_string_append(new, edit->new);
		done = text + edit->end;
		end = done + strcspn(done, "\n");
		edit = edit_at(fix, ++*i);
	} while (edit && g_strcmp0(edit->place.file, hunk->file) == 0 &&
		 stands_there(text, edit) && text + edit->begin <= end);
	g_string_append_len(new, done, end - done);
	old = g_strndup(begin, end - begin);
	hunk->old = split_lines(old);
	hunk->new = split_lines(new->str);
	return hunk;
}

GPtrArray *hunks_of(const struct fix *fix, const struct report_style *style)
{
	GPtrArray *hunks = g_ptr_array_new_with_free_func(hunk_free);
	guint i = 0;

	while (i < fix->edits->len) {
		const struct edit *edit = edit_at(fix, i);
		const char *text = report_source(style, edit->place.file);

		if (text && stands_there(text, edit)) {
			g_ptr_array_add(hunks, line_hunk(fix, &i, text));
		} else {
			g_ptr_array_add(hunks, bare_hunk(edit));
			i++;
		}
	}
	return hunks;
}
