/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the user wants to hear: levels, enabled rules, suppressions in the
 * source, the baseline, changed lines. Filters run_report.findings in place.
 */
#ifndef KMCHECK_SELECT_SELECT_H
#define KMCHECK_SELECT_SELECT_H

#include "checks/finding.h"

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

/* The staged content of every staged .c/.h below directory (absolute path ->
 * text), for overlays. NULL and error if it is not a git work tree. */
GHashTable *select_staged_texts(const char *directory, GError **error);

#endif
