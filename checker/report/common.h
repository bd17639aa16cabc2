/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the formats share: names and source as text that the output can carry.
 * File names and sources are bytes; no format may break on any of them.
 */
#ifndef KMCHECK_REPORT_COMMON_H
#define KMCHECK_REPORT_COMMON_H

#include "report/report.h"

/* The formats, each in its own file. */
void report_text(const struct run_report *run,
		 const struct report_style *style, GString *out);
void report_json(const struct run_report *run,
		 const struct report_style *style, GString *out);
void report_gcc(const struct run_report *run,
		const struct report_style *style, GString *out);
void report_sarif(const struct run_report *run,
		  const struct report_style *style, GString *out);
void report_html(const struct run_report *run,
		 const struct report_style *style, GString *out);
void report_checkstyle(const struct run_report *run,
		       const struct report_style *style, GString *out);
void report_github(const struct run_report *run,
		   const struct report_style *style, GString *out);
void report_gitlab(const struct run_report *run,
		   const struct report_style *style, GString *out);

/* Finding i, or NULL if it is one that the user suppressed. */
static inline const struct finding *report_shown(const struct run_report *run,
						 guint i)
{
	const struct finding *finding = g_ptr_array_index(run->findings, i);

	return finding->suppressed ? NULL : finding;
}

/* The text of a file, or NULL. Owned by the style's owner. */
const char *report_source(const struct report_style *style, const char *file);
/* A line (1-based) without its end, or NULL. The caller frees it. */
char *report_source_line(const struct report_style *style, const char *file,
			 guint line);

/* Valid UTF-8 without NUL: a bad byte becomes U+FFFD. NULL stays NULL. The
 * caller frees it. */
char *report_utf8(const char *bytes);
/* On one line and harmless to a terminal: control characters become \n, \x1b;
 * all other bytes stay as they are, so a path still names its file. */
void report_append_line_safe(GString *out, const char *bytes);

/* What --verify found out, in words; NULL stays NULL. The caller frees it. */
char *report_verdict(const struct verdict *verdict);

/* Text of an XML or HTML element or quoted attribute; characters that XML does
 * not have become U+FFFD. The caller frees it. */
char *report_xml(const char *bytes);

#endif
