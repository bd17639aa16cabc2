/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings -> what a reader or a program reads. One file per format, all fed
 * the same run_report. Only this folder prints a finding.
 */
#ifndef KMCHECK_REPORT_REPORT_H
#define KMCHECK_REPORT_REPORT_H

#include "checks/finding.h"

struct report_style {
	bool colour;			/* text, on a terminal */
	guint width;			/* terminal columns; 0: unknown */
	/* Source text of a file as it was analysed, or NULL; owned by the
	 * callee. */
	const char *(*source_text)(const char *file, void *data);
	void *source_data;
};

struct report_format {
	const char *name;		/* "text", "json", … */
	void (*print)(const struct run_report *run,
		      const struct report_style *style, GString *out);
};

const struct report_format *report_format_by_name(const char *name);
/* "text, json, sarif, …" for messages; static. */
const char *report_format_names(void);

/* kmcheck: 1204 units, 3 not analysed, 2 errors, 5 warnings */
void report_summary_line(const struct run_report *run, GString *out);
/* kmcheck: FILE: not analysed: REASON, a line each, and a line of the targets
 * that were not judged: for stderr */
void report_incomplete_lines(const struct run_report *run, GString *out);

#endif
