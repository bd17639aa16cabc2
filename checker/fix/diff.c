// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unified patches, made from the edits themselves: what changed is known, so
 * nothing is compared. Lines keep their endings, "\r" included.
 */
#include <string.h>

#include "fix/edits.h"
#include "fix/fix.h"

#define CONTEXT_LINES 3

/* A stretch of whole lines of the old text, and what stands there now. */
struct change {
	guint first, n;		/* old lines, from 0 */
	GString *new;
};

struct lines {
	const char *text;
	GArray *begins;		/* gsize; one more for the end */
	guint n;
};

static void change_clear(gpointer p)
{
	g_string_free(((struct change *)p)->new, TRUE);
}

static void lines_init(struct lines *lines, const char *text)
{
	const char *at = text, *next;
	gsize begin = 0;

	lines->text = text;
	lines->begins = g_array_new(FALSE, FALSE, sizeof(gsize));
	while (*at) {
		g_array_append_val(lines->begins, begin);
		next = strchr(at, '\n');
		at = next ? next + 1 : at + strlen(at);
		begin = (gsize)(at - text);
	}
	lines->n = lines->begins->len;
	g_array_append_val(lines->begins, begin);
}

static gsize line_begin(const struct lines *lines, guint i)
{
	return g_array_index(lines->begins, gsize, i);
}

static guint line_at(const struct lines *lines, gsize offset)
{
	guint low = 0, high = lines->n;

	while (low + 1 < high) {
		guint middle = (low + high) / 2;

		if (line_begin(lines, middle) <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Edits that touch one line, or lines in a row, are one change. */
static GArray *changes_of(const struct file_edits *file,
			  const struct lines *lines)
{
	GArray *changes = g_array_new(FALSE, FALSE, sizeof(struct change));
	gsize at = 0;

	g_array_set_clear_func(changes, change_clear);
	for (guint i = 0; i < file->edits->len; i++) {
		const struct edit *edit = file->edits->pdata[i];
		guint first = line_at(lines, edit->begin), last = first;
		struct change *change = changes->len ?
			&g_array_index(changes, struct change,
				       changes->len - 1) : NULL;
		bool is_whole = edit->begin == edit->end &&
				edit->begin == line_begin(lines, first) &&
				g_str_has_suffix(edit->new, "\n");

		if (edit->end > edit->begin)
			last = line_at(lines, edit->end - 1);
		if (!change || change->first + change->n < first) {
			struct change fresh = { first,
				is_whole ? 0 : last - first + 1,
				g_string_new(NULL) };

			if (change)
				g_string_append_len(change->new,
					lines->text + at,
					line_begin(lines, change->first +
						   change->n) - at);
			g_array_append_val(changes, fresh);
			change = &g_array_index(changes, struct change,
						changes->len - 1);
			at = line_begin(lines, first);
		} else if (!is_whole) {
			change->n = MAX(change->n, last - change->first + 1);
		}
		g_string_append_len(change->new, lines->text + at,
				    edit->begin - at);
		g_string_append(change->new, edit->new);
		at = edit->end;
	}
	if (changes->len) {
		struct change *change = &g_array_index(changes, struct change,
						       changes->len - 1);
		gsize end = line_begin(lines, change->first + change->n);

		if (end > at)
			g_string_append_len(change->new, lines->text + at,
					    end - at);
	}
	return changes;
}

static guint count_lines(const char *text)
{
	guint n = 0;

	while (*text) {
		const char *next = strchr(text, '\n');

		n++;
		text = next ? next + 1 : text + strlen(text);
	}
	return n;
}

static void put_lines(GString *out, char mark, const char *text, gsize n_bytes)
{
	const char *end = text + n_bytes;

	while (text < end) {
		const char *next = memchr(text, '\n', end - text);

		g_string_append_c(out, mark);
		g_string_append_len(out, text,
				    (next ? next + 1 : end) - text);
		if (!next)
			g_string_append(out,
					"\n\\ No newline at end of file\n");
		text = next ? next + 1 : end;
	}
}

static void put_old(GString *out, char mark, const struct lines *lines,
		    guint first, guint n)
{
	gsize begin = line_begin(lines, first);

	put_lines(out, mark, lines->text + begin,
		  line_begin(lines, first + n) - begin);
}

/* "@@ -l,n +l,n @@": an empty side names the line before it. */
static void put_range(GString *out, char mark, guint first, guint n)
{
	guint line = n ? first + 1 : first;

	if (n == 1)
		g_string_append_printf(out, "%c%u", mark, line);
	else
		g_string_append_printf(out, "%c%u,%u", mark, line, n);
}

/* Changes [i, end) share a hunk. *shift: new lines before it less old ones. */
static void put_hunk(GString *out, const struct lines *lines,
		     const GArray *changes, guint i, guint end, gint *shift)
{
	const struct change *first = &g_array_index(changes, struct change, i);
	const struct change *last = &g_array_index(changes, struct change,
						   end - 1);
	guint begin = first->first - MIN(first->first, CONTEXT_LINES);
	guint stop = MIN(last->first + last->n + CONTEXT_LINES, lines->n);
	guint at = begin, n_new = stop - begin;

	for (guint k = i; k < end; k++) {
		const struct change *change = &g_array_index(changes,
							     struct change, k);

		n_new += count_lines(change->new->str) - change->n;
	}
	g_string_append(out, "@@ ");
	put_range(out, '-', begin, stop - begin);
	g_string_append_c(out, ' ');
	put_range(out, '+', begin + *shift, n_new);
	g_string_append(out, " @@\n");
	for (guint k = i; k < end; k++) {
		const struct change *change = &g_array_index(changes,
							     struct change, k);

		put_old(out, ' ', lines, at, change->first - at);
		put_old(out, '-', lines, change->first, change->n);
		put_lines(out, '+', change->new->str, change->new->len);
		at = change->first + change->n;
	}
	put_old(out, ' ', lines, at, stop - at);
	*shift += (gint)n_new - (gint)(stop - begin);
}

/* Cut a folder back until the path is below it. */
static void widen(char *folder, const char *path)
{
	while (!display_below(path, folder)) {
		char *slash = strrchr(folder, '/');

		slash[slash == folder] = '\0';
	}
}

/* The git tree that a folder is in, or NULL. The caller frees it. */
static char *git_top(const char *folder)
{
	char *top = g_strdup(folder);

	for (;;) {
		g_autofree char *git = g_build_filename(top, ".git", NULL);
		char *up;

		if (g_file_test(git, G_FILE_TEST_EXISTS))
			return top;
		if (!top[1]) {
			g_free(top);
			return NULL;
		}
		up = g_path_get_dirname(top);
		g_free(top);
		top = up;
	}
}

/* The folder that the patch's paths are below. The caller frees it. */
static char *patch_folder(const GPtrArray *files, const char *here,
			  const struct display *display)
{
	g_autofree char *folder = NULL;
	char *top;

	for (guint i = 0; i < files->len; i++) {
		const struct file_edits *file = files->pdata[i];

		if (!folder)
			folder = g_path_get_dirname(file->absolute);
		widen(folder, file->absolute);
	}
	if (!folder || display_below(folder, here))
		return g_strdup(here);
	top = git_top(folder);
	if (top)
		return top;
	for (guint i = 0; display_root(display, i); i++)
		widen(folder, display_root(display, i));
	return g_steal_pointer(&folder);
}

static void put_file(GString *out, const struct file_edits *file,
		     const char *folder, const char *text)
{
	const char *path = display_below(file->absolute, folder);
	/* patch ends a name at a blank, unless a tab ends it */
	const char *tab = strchr(path, ' ') ? "\t" : "";
	struct lines lines;
	GArray *changes;
	gint shift = 0;

	lines_init(&lines, text);
	changes = changes_of(file, &lines);
	g_string_append_printf(out, "--- a/%s%s\n+++ b/%s%s\n", path, tab, path,
			       tab);
	for (guint i = 0, end; i < changes->len; i = end) {
		for (end = i + 1; end < changes->len; end++) {
			const struct change *a = &g_array_index(changes,
						struct change, end - 1);

			if (g_array_index(changes, struct change, end).first >
			    a->first + a->n + 2 * CONTEXT_LINES)
				break;
		}
		put_hunk(out, &lines, changes, i, end, &shift);
	}
	g_array_unref(changes);
	g_array_unref(lines.begins);
}

GString *fix_diff(const GPtrArray *findings, struct source_set *sources,
		  const struct display *display, char **elsewhere)
{
	GString *out = g_string_new(NULL);
	g_autoptr(GPtrArray) files = edits_by_file(findings);
	g_autofree char *here = display_real(".");
	g_autofree char *folder = patch_folder(files, here, display);

	for (guint i = 0; i < files->len; i++) {
		const struct file_edits *file = files->pdata[i];
		const char *text = source_text(sources, file->absolute, NULL);
		GString *fits = text ? edits_apply(file, text) : NULL;

		if (!fits)
			continue;
		g_string_free(fits, TRUE);
		put_file(out, file, folder, text);
	}
	*elsewhere = strcmp(folder, here) ? g_steal_pointer(&folder) : NULL;
	return out;
}
