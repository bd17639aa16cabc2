/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The marks of labelled cases: reading them, and judging what kmcheck said
 * against them. Knows nothing about how kmcheck is run.
 *
 * Every struct owns what it points at.
 */
#ifndef KMCHECK_TESTS_MARKS_H
#define KMCHECK_TESTS_MARKS_H

#include <glib.h>
#include <stdbool.h>

enum mark_kind {
	MARK_EXPECT, MARK_OK, MARK_RANGE, MARK_TODO_FP, MARK_TODO_FN,
	MARK_BROKEN,
};

struct mark {
	enum mark_kind kind;
	guint line;		/* what it speaks of */
	char *wanted;		/* "level[rule|rule] or level[rule]", of ok:
				   "rule|rule" */
	char *text;		/* must be part of the message; or NULL */
	char *range;		/* as written */
	char *reason;
};

struct seen {			/* a finding, or the answer to a question */
	guint line;
	char *rule, *level, *message;
	bool taken;		/* some mark wanted it */
};

struct case_file {
	char *path;		/* as given */
	char *full_path;
	char *options;		/* test-options; "" if none */
	char *trees;		/* test-tree; "" for any */
	GPtrArray *marks;	/* struct mark * */
	GPtrArray *seen;	/* struct seen *: findings */
	GPtrArray *ranges;	/* struct seen *: message is the range */
	char *incomplete;	/* why it was not analysed, or NULL */
};

struct verdict {
	bool passed;
	guint line;
	char *text;
};

/* Every .c and .h below folder (struct case_file *), sorted by path. */
GPtrArray *case_files_read(const char *folder);

bool case_asks_ranges(const struct case_file *file);
void case_forget(struct case_file *file);
void case_add_finding(struct case_file *file, guint line, const char *rule,
		      const char *level, const char *message);
void case_add_range(struct case_file *file, guint line, const char *range);

/* Judge what was added since case_forget(): struct verdict *, one per mark and
 * one per finding that no mark wants. */
GPtrArray *case_judge(struct case_file *file);

/* Rewrite the marks of the lines that fail to what was seen. */
void case_bless(struct case_file *file);

#endif
