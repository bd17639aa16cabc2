// SPDX-License-Identifier: GPL-2.0-only
/* The index as texts, to be laid over the work tree. */
#include <string.h>

#include "select/git.h"
#include "select/select.h"

static bool is_c_source(const char *path)
{
	return g_str_has_suffix(path, ".c") || g_str_has_suffix(path, ".h");
}

/* Add the C files of a NUL-separated list of paths from the root. */
static bool add_listed(GHashTable *set, const char *root,
		       const char *const *args, GError **error)
{
	gsize length_bytes;
	g_autofree char *list = git_output(root, args, &length_bytes, error);

	if (!list)
		return false;
	for (const char *p = list; p < list + length_bytes; p += strlen(p) + 1)
		if (is_c_source(p))
			g_hash_table_add(set, g_strdup(p));
	return true;
}

static GHashTable *path_set(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* All of the repository: a header that is staged elsewhere counts too. */
static bool add_staged(GHashTable *set, const char *root, GError **error)
{
	static const char *const args[] = {
		"diff", "--cached", "--name-only", "-z", "--no-renames",
		"--no-ext-diff", "--diff-filter=ACMT", "--", NULL,
	};

	return add_listed(set, root, args, error);
}

static bool add_unstaged(GHashTable *set, const char *root, GError **error)
{
	static const char *const args[] = {
		"diff", "--name-only", "-z", "--no-renames", "--no-ext-diff",
		"--diff-filter=MTD", "--", NULL,
	};

	return add_listed(set, root, args, error);
}

int select_count_staged(const char *directory, GError **error)
{
	g_autofree char *root = git_toplevel(directory, error);
	g_autoptr(GHashTable) set = path_set();

	if (!root || !add_staged(set, root, error))
		return -1;
	return g_hash_table_size(set);
}

static bool add_text(GHashTable *texts, const char *root, const char *path,
		     GError **error)
{
	g_autofree char *object = g_strconcat(":", path, NULL);
	const char *const args[] = { "cat-file", "blob", object, NULL };
	char *text = git_output(root, args, NULL, error);

	if (!text)
		return false;
	g_hash_table_insert(texts, g_build_filename(root, path, NULL), text);
	return true;
}

GHashTable *select_staged_texts(const char *directory, GError **error)
{
	g_autofree char *root = git_toplevel(directory, error);
	g_autoptr(GHashTable) set = path_set();
	g_autoptr(GHashTable) texts = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, g_free);
	GHashTableIter iter;
	gpointer path;

	if (!root || !add_staged(set, root, error) ||
	    !add_unstaged(set, root, error))
		return NULL;
	g_hash_table_iter_init(&iter, set);
	while (g_hash_table_iter_next(&iter, &path, NULL))
		if (!add_text(texts, root, path, error))
			return NULL;
	return g_steal_pointer(&texts);
}
