// SPDX-License-Identifier: GPL-2.0-only
#include "fix/edits.h"

#include <string.h>

#include "source/display.h"

static void file_edits_free(gpointer p)
{
	struct file_edits *file = p;

	g_free(file->path);
	g_free(file->absolute);
	g_ptr_array_unref(file->edits);
	g_free(file);
}

static gint edit_compare(gconstpointer pa, gconstpointer pb)
{
	const struct edit *a = *(struct edit *const *)pa;
	const struct edit *b = *(struct edit *const *)pb;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	return a->end == b->end ? 0 : a->end < b->end ? -1 : 1;
}

static gint file_compare(gconstpointer pa, gconstpointer pb)
{
	return strcmp((*(struct file_edits *const *)pa)->path,
		      (*(struct file_edits *const *)pb)->path);
}

static bool is_same(const struct edit *a, const struct edit *b)
{
	return a->begin == b->begin && a->end == b->end &&
	       !strcmp(a->new, b->new);
}

/* Insertions at one point overlap, too: their order would be a guess. */
static bool overlaps(const struct edit *a, const struct edit *b)
{
	if (a->begin == b->begin)
		return true;
	return a->begin < b->end && b->begin < a->end;
}

static struct file_edits *file_of(GPtrArray *files, const char *path,
				  bool make)
{
	struct file_edits *file;

	for (guint i = 0; i < files->len; i++) {
		file = files->pdata[i];
		if (!strcmp(file->path, path))
			return file;
	}
	if (!make)
		return NULL;
	file = g_new0(struct file_edits, 1);
	file->path = g_strdup(path);
	/* what patch and git apply take: no way through a link */
	file->absolute = display_real(path);
	file->edits = g_ptr_array_new();
	g_ptr_array_add(files, file);
	return file;
}

static bool fits(GPtrArray *files, const struct finding *finding)
{
	for (guint i = 0; i < finding->fix.edits->len; i++) {
		const struct edit *edit = finding->fix.edits->pdata[i];
		const struct file_edits *file = file_of(files,
							edit->place.file,
							false);

		for (guint k = 0; file && k < file->edits->len; k++) {
			const struct edit *other = file->edits->pdata[k];

			if (!is_same(edit, other) && overlaps(edit, other))
				return false;
		}
	}
	return true;
}

static void add_edits(GPtrArray *files, const struct finding *finding)
{
	for (guint i = 0; i < finding->fix.edits->len; i++) {
		struct edit *edit = finding->fix.edits->pdata[i];
		struct file_edits *file = file_of(files, edit->place.file,
						  true);
		bool is_new = true;

		for (guint k = 0; k < file->edits->len && is_new; k++)
			is_new = !is_same(edit, file->edits->pdata[k]);
		if (is_new)
			g_ptr_array_add(file->edits, edit);
	}
}

GPtrArray *edits_by_file(const GPtrArray *findings)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(file_edits_free);

	for (guint i = 0; i < findings->len; i++) {
		const struct finding *finding = findings->pdata[i];

		if (finding->fix.status == FIX_OFFERED &&
		    !finding->suppressed && fits(files, finding))
			add_edits(files, finding);
	}
	for (guint i = 0; i < files->len; i++)
		g_ptr_array_sort(((struct file_edits *)
				  files->pdata[i])->edits, edit_compare);
	g_ptr_array_sort(files, file_compare);
	return files;
}

GString *edits_apply(const struct file_edits *file, const char *text)
{
	gsize length_bytes = strlen(text), at = 0;
	GString *out = g_string_sized_new(length_bytes + 64);

	for (guint i = 0; i < file->edits->len; i++) {
		const struct edit *edit = file->edits->pdata[i];

		if (edit->begin < at || edit->end < edit->begin ||
		    edit->end > length_bytes ||
		    strlen(edit->old) != edit->end - edit->begin ||
		    memcmp(text + edit->begin, edit->old,
			   edit->end - edit->begin)) {
			g_string_free(out, TRUE);
			return NULL;
		}
		g_string_append_len(out, text + at, edit->begin - at);
		g_string_append(out, edit->new);
		at = edit->end;
	}
	g_string_append(out, text + at);
	return out;
}
