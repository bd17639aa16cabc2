// SPDX-License-Identifier: GPL-2.0-only
/* Findings on changed lines only: --changed-since and --staged. */
#include <stdlib.h>
#include <string.h>

#include "select/git.h"
#include "select/select_internal.h"

#define DIFF_OPTIONS \
	"-U0", "--inter-hunk-context=0", "--no-color", "--no-ext-diff", \
	"--no-textconv", "-M", "--src-prefix=a/", "--dst-prefix=b/"

/* One work tree and what changed in it. */
struct worktree {
	char *root;
	GHashTable *ranges;	/* path from root -> GArray of line_range */
	GHashTable *untracked;	/* set of paths from root */
};

struct changes {
	const struct select_request *request;
	GHashTable *by_folder;	/* folder -> struct worktree *, not owned */
	GHashTable *by_root;	/* root -> struct worktree * */
};

static void worktree_free(gpointer data)
{
	struct worktree *tree = data;

	g_free(tree->root);
	if (tree->ranges)
		g_hash_table_unref(tree->ranges);
	if (tree->untracked)
		g_hash_table_unref(tree->untracked);
	g_free(tree);
}

/* The commit that a revision names. */
static char *commit_of(const char *root, const char *revision, GError **error)
{
	g_autofree char *commit = g_strconcat(revision, "^{commit}", NULL);
	const char *const args[] = {
		"rev-parse", "--quiet", "--verify", "--end-of-options", commit,
		NULL,
	};
	char *hash = git_output(root, args, NULL, NULL);

	if (hash)
		return g_strchomp(hash);
	g_set_error(error, SELECT_ERROR, SELECT_ERROR_USAGE,
		    "--changed-since: git in %s knows no commit '%s'", root,
		    revision);
	return NULL;
}

/* Where this branch left commit, so that what others did there since is not
 * taken for a change of ours; without a common ancestor (a shallow clone) the
 * commit itself. */
static char *fork_point(const char *root, const char *commit)
{
	const char *const args[] = { "merge-base", commit, "HEAD", NULL };
	char *base = git_output(root, args, NULL, NULL);

	return base ? g_strchomp(base) : g_strdup(commit);
}

static GHashTable *diff_since(const char *root, const char *revision,
			      GError **error)
{
	g_autofree char *commit = commit_of(root, revision, error);

	if (!commit)
		return NULL;

	g_autofree char *base = fork_point(root, commit);
	const char *const args[] = { "diff", DIFF_OPTIONS, base, "--", NULL };
	gsize length_bytes;
	g_autofree char *diff = git_output(root, args, &length_bytes, error);

	return diff ? git_parse_diff(diff, length_bytes) : NULL;
}

static GHashTable *diff_staged(const char *root, GError **error)
{
	static const char *const args[] = {
		"diff", "--cached", DIFF_OPTIONS, "--", NULL,
	};
	gsize length_bytes;
	g_autofree char *diff = git_output(root, args, &length_bytes, error);

	return diff ? git_parse_diff(diff, length_bytes) : NULL;
}

/* Files that git does not know yet are new from the first line on. */
static GHashTable *untracked_files(const char *root, GError **error)
{
	static const char *const args[] = {
		"ls-files", "-z", "--others", "--exclude-standard", NULL,
	};
	gsize length_bytes;
	g_autofree char *list = git_output(root, args, &length_bytes, error);
	GHashTable *set;

	if (!list)
		return NULL;
	set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (const char *p = list; p < list + length_bytes; p += strlen(p) + 1)
		g_hash_table_add(set, g_strdup(p));
	return set;
}

static struct worktree *worktree_new(const struct select_request *request,
				     const char *root, GError **error)
{
	struct worktree *tree = g_new0(struct worktree, 1);

	tree->root = g_strdup(root);
	if (request->staged) {
		tree->ranges = diff_staged(root, error);
		tree->untracked = g_hash_table_new(g_str_hash, g_str_equal);
	} else {
		tree->ranges = diff_since(root, request->changed_since, error);
		if (tree->ranges)
			tree->untracked = untracked_files(root, error);
	}
	if (tree->ranges && tree->untracked)
		return tree;
	worktree_free(tree);
	return NULL;
}

static struct worktree *worktree_of(struct changes *changes,
				    const char *folder, GError **error)
{
	struct worktree *tree = g_hash_table_lookup(changes->by_folder,
						    folder);

	if (tree)
		return tree;

	g_autofree char *root = git_toplevel(folder, error);

	if (!root)
		return NULL;
	tree = g_hash_table_lookup(changes->by_root, root);
	if (!tree) {
		tree = worktree_new(changes->request, root, error);
		if (!tree)
			return NULL;
		g_hash_table_insert(changes->by_root, g_strdup(root), tree);
	}
	g_hash_table_insert(changes->by_folder, g_strdup(folder), tree);
	return tree;
}

static bool overlaps(const GArray *ranges, guint first, guint last)
{
	for (guint i = 0; ranges && i < ranges->len; i++) {
		const struct line_range *range =
			&g_array_index(ranges, struct line_range, i);

		if (range->first <= last && first <= range->last)
			return true;
	}
	return false;
}

static char *real_folder(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	char *real = realpath(folder, NULL);
	char *copy = g_strdup(real ?: folder);

	free(real);
	return copy;
}

/* -1 and error, or whether one of the lines changed. */
static int lines_changed(struct changes *changes, const char *file,
			 guint first, guint last, GError **error)
{
	g_autofree char *folder = real_folder(file);
	g_autofree char *name = g_path_get_basename(file);
	g_autofree char *path = g_build_filename(folder, name, NULL);
	struct worktree *tree = worktree_of(changes, folder, error);
	const char *from_root;

	if (!tree)
		return -1;
	if (!g_str_has_prefix(path, tree->root))
		return false;
	from_root = path + strlen(tree->root);
	from_root += *from_root == '/';
	return g_hash_table_contains(tree->untracked, from_root) ||
	       overlaps(g_hash_table_lookup(tree->ranges, from_root), first,
			last);
}

/* Does a changed line lead to it: the caller that asks for more is the change
 * that made the allocation fail. What steps on files that are in no work tree
 * (a kernel's headers) say is not git's to know. */
static bool trace_changed(struct changes *changes,
			  const struct finding *finding)
{
	for (guint i = 0; i < finding->trace->len; i++) {
		const struct step *step = finding->trace->pdata[i];

		if (lines_changed(changes, step->place.file, step->place.line,
				  step->place.line, NULL) > 0)
			return true;
	}
	return false;
}

/* -1 and error, or whether a changed line has it or leads to it. */
static int is_changed(struct changes *changes, const struct finding *finding,
		      GError **error)
{
	int changed = lines_changed(changes, finding->place.file,
				    finding->place.line,
				    MAX(finding->end_line, finding->place.line),
				    error);

	return changed ? changed : trace_changed(changes, finding);
}

/* Mark what stays in a set; the first failure ends it. */
static GHashTable *changed_findings(struct run_report *run,
				    struct changes *changes, GError **error)
{
	GHashTable *set = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < run->findings->len; i++) {
		struct finding *finding = g_ptr_array_index(run->findings, i);
		int changed = is_changed(changes, finding, error);

		if (changed < 0) {
			g_hash_table_unref(set);
			return NULL;
		}
		if (changed)
			g_hash_table_add(set, finding);
	}
	return set;
}

/* With no finding to ask for: a wrong revision is an error on a clean tree
 * too. */
static bool check_repository(const struct run_report *run,
			     struct changes *changes, GError **error)
{
	const char *const *files = changes->request->analysed_files;

	if (run->findings->len)
		return true;

	g_autofree char *folder = real_folder(files && *files ? *files : ".");

	return worktree_of(changes, folder, error);
}

static bool is_in_set(const struct finding *finding, void *data)
{
	return g_hash_table_contains(data, finding);
}

bool select_changed(struct run_report *run,
		    const struct select_request *request, GError **error)
{
	struct changes changes = { .request = request };
	GHashTable *set = NULL;

	if (!request->changed_since && !request->staged)
		return true;
	changes.by_folder = g_hash_table_new_full(g_str_hash, g_str_equal,
						  g_free, NULL);
	changes.by_root = g_hash_table_new_full(g_str_hash, g_str_equal,
						g_free, worktree_free);
	if (check_repository(run, &changes, error))
		set = changed_findings(run, &changes, error);
	if (set) {
		select_keep(run->findings, is_in_set, set);
		g_hash_table_unref(set);
	}
	g_hash_table_unref(changes.by_folder);
	g_hash_table_unref(changes.by_root);
	return set;
}
