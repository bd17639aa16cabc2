/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the user wants to hear: levels, enabled rules, suppressions in the
 * source, the baseline, changed lines. Filters run_report.findings in place.
 */
#ifndef KMCHECK_SELECT_SELECT_H
#define KMCHECK_SELECT_SELECT_H

#include "checks/finding.h"

#define SELECT_ERROR (select_error_quark())
GQuark select_error_quark(void);
enum select_error { SELECT_ERROR_USAGE, SELECT_ERROR_ENVIRONMENT };

struct select_request {
	enum level least;		/* --level */
	const char *const *enable, *const *disable;	/* rule ids */
	const char *baseline;		/* --baseline FILE or NULL */
	const char *write_baseline;	/* --write-baseline FILE or NULL */
	const char *changed_since;	/* --changed-since REV or NULL */
	bool staged;			/* --staged */
	const char *const *analysed_files;	/* for unused suppressions */
	bool keep_suppressed;		/* sarif wants them, marked */
	const char *(*source_text)(const char *file, void *data);
	void *source_data;
};

/* false and error: unknown rule, unreadable baseline, git failed. */
bool select_findings(struct run_report *run,
		     const struct select_request *request, GError **error);

/* What git has staged of every .c/.h whose work tree differs, in the repository
 * that directory is in (absolute path -> text): laid over the work tree, it is
 * the index. NULL and error if directory is in no git work tree. */
GHashTable *select_staged_texts(const char *directory, GError **error);

/* How many .c/.h have staged changes there: with none, --staged has nothing to
 * say and need not analyse. -1 and error as above. */
int select_count_staged(const char *directory, GError **error);

/* Write the pre-commit hook of the repository that directory is in, where its
 * core.hooksPath says. It checks `checked`, paths in that repository
 * (NULL-terminated), or with NULL all of it. *path (caller frees) is the hook.
 * A hook that is there already and is not kmcheck's is left alone: false and
 * error. */
bool select_install_hook(const char *directory, const char *const *checked,
			 char **path, GError **error);

/* Does the rule run at all with these options? */
bool select_rule_is_on(const struct run_report *run,
		       const struct select_request *request, const char *rule);

#endif
