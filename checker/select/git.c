// SPDX-License-Identifier: GPL-2.0-only
/* Asking git. */
#include "select/git.h"

#include <gio/gio.h>
#include <string.h>

#include "select/select.h"

/* In a hook git names its index relative to the folder the hook runs in, and
 * -C would take it for another one. */
static void make_absolute(GSubprocessLauncher *launcher, const char *variable)
{
	const char *value = g_getenv(variable);
	g_autofree char *absolute = NULL;

	if (!value || !*value || g_path_is_absolute(value))
		return;
	absolute = g_canonicalize_filename(value, NULL);
	g_subprocess_launcher_setenv(launcher, variable, absolute, TRUE);
}

/* With GIT_DIR alone the current folder is the work tree: say so before -C
 * changes it. */
static void keep_worktree(GSubprocessLauncher *launcher)
{
	g_autofree char *folder = g_get_current_dir();

	if (g_getenv("GIT_DIR") && !g_getenv("GIT_WORK_TREE"))
		g_subprocess_launcher_setenv(launcher, "GIT_WORK_TREE",
					     folder, TRUE);
}

static GSubprocess *spawn(const char *directory, const char *const *args,
			  GError **error)
{
	g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
		G_SUBPROCESS_FLAGS_STDOUT_PIPE |
		G_SUBPROCESS_FLAGS_STDERR_PIPE);
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	static const char *const always[] = {
		"-c", "core.quotePath=false", "-c", "core.fsmonitor=false",
	};

	make_absolute(launcher, "GIT_DIR");
	make_absolute(launcher, "GIT_WORK_TREE");
	make_absolute(launcher, "GIT_INDEX_FILE");
	keep_worktree(launcher);
	g_subprocess_launcher_setenv(launcher, "LC_ALL", "C", TRUE);
	g_subprocess_launcher_setenv(launcher, "GIT_OPTIONAL_LOCKS", "0",
				     TRUE);
	g_ptr_array_add(argv, (gpointer)"git");
	g_ptr_array_add(argv, (gpointer)"-C");
	g_ptr_array_add(argv, (gpointer)directory);
	for (guint i = 0; i < G_N_ELEMENTS(always); i++)
		g_ptr_array_add(argv, (gpointer)always[i]);
	for (; *args; args++)
		g_ptr_array_add(argv, (gpointer)*args);
	g_ptr_array_add(argv, NULL);
	return g_subprocess_launcher_spawnv(launcher,
		(const char *const *)argv->pdata, error);
}

static void set_git_error(GError **error, const char *directory,
			  const char *message)
{
	g_autofree char *line = g_strndup(message, strcspn(message, "\n"));

	g_set_error(error, SELECT_ERROR, SELECT_ERROR_USAGE,
		    "git in %s: %s", directory, *line ? line : "failed");
}

char *git_output(const char *directory, const char *const *args,
		 gsize *length_bytes, GError **error)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(GSubprocess) git = spawn(directory, args, &problem);
	g_autoptr(GBytes) output = NULL, messages = NULL;

	if (!git || !g_subprocess_communicate(git, NULL, NULL, &output,
					      &messages, &problem)) {
		g_set_error(error, SELECT_ERROR, SELECT_ERROR_ENVIRONMENT,
			    "cannot run git (package git): %s",
			    problem->message);
		return NULL;
	}
	if (!g_subprocess_get_if_exited(git) ||
	    g_subprocess_get_exit_status(git) != 0) {
		g_autofree char *text = g_strndup(
			g_bytes_get_data(messages, NULL) ?: "",
			g_bytes_get_size(messages));

		set_git_error(error, directory, text);
		return NULL;
	}

	gsize size = g_bytes_get_size(output);
	char *text = g_malloc(size + 1);

	if (size)
		memcpy(text, g_bytes_get_data(output, NULL), size);
	text[size] = '\0';
	if (length_bytes)
		*length_bytes = size;
	return text;
}

char *git_toplevel(const char *directory, GError **error)
{
	static const char *const args[] = {
		"rev-parse", "--show-toplevel", NULL,
	};
	char *root = git_output(directory, args, NULL, error);

	return root ? g_strchomp(root) : NULL;
}

/* A path as git writes it in a diff header: "a\tb\303" with its quotes
 * resolved, or itself. The caller frees it. */
static char *git_unquote(const char *path)
{
	gsize length = strlen(path);

	if (length < 2 || path[0] != '"' || path[length - 1] != '"')
		return g_strdup(path);

	/* git's escapes are C's, octal bytes included */
	g_autofree char *inside = g_strndup(path + 1, length - 2);

	return g_strcompress(inside);
}

/* A diff being read line by line. */
struct diff {
	GHashTable *files;
	GArray *ranges;		/* of the file we are in; not owned, or NULL */
	guint skip;		/* lines of the hunk that are still to come */
};

static void start_file(struct diff *diff, const char *line)
{
	g_autofree char *name = g_strdup(line);

	/* git ends a name that has blanks with a tab */
	if (g_str_has_suffix(name, "\t"))
		name[strlen(name) - 1] = '\0';

	g_autofree char *path = git_unquote(name);

	diff->ranges = NULL;
	if (!g_str_has_prefix(path, "b/"))
		return;		/* /dev/null: the file is gone */
	diff->ranges = g_array_new(FALSE, FALSE, sizeof(struct line_range));
	g_hash_table_replace(diff->files, g_strdup(path + 2), diff->ranges);
}

/* "-12,3" or "+12": start and count. */
static const char *parse_extent(const char *p, guint *start, guint *count)
{
	char *end;

	p += *p == '-' || *p == '+';
	*start = g_ascii_strtoull(p, &end, 10);
	*count = 1;
	if (*end == ',')
		*count = g_ascii_strtoull(end + 1, &end, 10);
	return *end == ' ' ? end + 1 : end;
}

static void start_hunk(struct diff *diff, const char *line)
{
	struct line_range range;
	guint old_start, old_count, count;

	line = parse_extent(line + strlen("@@ "), &old_start, &old_count);
	parse_extent(line, &range.first, &count);
	diff->skip = old_count + count;
	range.last = range.first + count - 1;
	if (count && diff->ranges)
		g_array_append_val(diff->ranges, range);
}

static void read_line(struct diff *diff, const char *line)
{
	if (diff->skip && (*line == '+' || *line == '-'))
		diff->skip--;	/* content, whatever it looks like */
	else if (g_str_has_prefix(line, "+++ "))
		start_file(diff, line + strlen("+++ "));
	else if (g_str_has_prefix(line, "@@ "))
		start_hunk(diff, line);
}

GHashTable *git_parse_diff(const char *diff, gsize length_bytes)
{
	struct diff state = {
		.files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					       (GDestroyNotify)g_array_unref),
	};
	const char *end = diff + length_bytes;

	while (diff < end) {
		const char *newline = memchr(diff, '\n', end - diff) ?: end;
		g_autofree char *line = g_strndup(diff, newline - diff);

		read_line(&state, line);
		diff = newline + 1;
	}
	return state.files;
}
