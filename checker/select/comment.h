/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The comments of a C text that say "kmcheck: ignore[RULE…] REASON", found by
 * a scan that knows strings, character constants and line splices.
 */
#ifndef KMCHECK_SELECT_COMMENT_H
#define KMCHECK_SELECT_COMMENT_H

#include <glib.h>
#include <stdbool.h>

struct ignore_comment {
	guint line, column;	/* of "kmcheck:", 1-based, bytes */
	guint begin_line, end_line;	/* of the comment */
	bool has_code;		/* other than comments on its lines */
	guint next_line;	/* first line after it that is not a comment */
	char **rules;		/* as written; empty without [ ] */
	char *reason;		/* "" if there is none */
};

/* An array of struct ignore_comment *, in order; the caller unrefs it. */
GPtrArray *ignore_comments_find(const char *text);

#endif
