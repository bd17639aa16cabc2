/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Asking git. Nothing here changes a repository, and nothing that a
 * repository configures (external diff, text conversion, monitors) is run.
 */
#ifndef KMCHECK_SELECT_GIT_H
#define KMCHECK_SELECT_GIT_H

#include <glib.h>
#include <stdbool.h>

/* Output of `git -C directory ARGS…`, with a NUL after it; NULL and an error
 * made of git's own first line. The caller frees it. */
char *git_output(const char *directory, const char *const *args,
		 gsize *length_bytes, GError **error);

/* Root of the work tree that directory is in. The caller frees it. */
char *git_toplevel(const char *directory, GError **error);

/* Which lines of which files a diff added or changed. */
struct line_range {
	guint first, last;
};

/* Read `git diff -U0 --dst-prefix=b/`: path from the root -> GArray of struct
 * line_range, ascending. The caller unrefs it. */
GHashTable *git_parse_diff(const char *diff, gsize length_bytes);

#endif
