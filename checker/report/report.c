// SPDX-License-Identifier: GPL-2.0-only
/* The table of formats. */
#include "report/report.h"

#include "report/common.h"

static const struct report_format formats[] = {
	{ "text", report_text },
	{ "json", report_json },
	{ "sarif", report_sarif },
	{ "html", report_html },
	{ "checkstyle", report_checkstyle },
	{ "github", report_github },
	{ "gitlab", report_gitlab },
	{ "gcc", report_gcc },
};

const struct report_format *report_format_by_name(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
		if (g_str_equal(formats[i].name, name))
			return &formats[i];
	return NULL;
}

const char *report_format_names(void)
{
	return "text, json, sarif, html, checkstyle, github, gitlab, gcc";
}

static void append_count(GString *out, guint count, const char *noun)
{
	g_string_append_printf(out, "%u %s%s", count, noun,
			       count == 1 ? "" : "s");
}

void report_summary_line(const struct run_report *run, GString *out)
{
	g_string_append(out, "kmcheck: ");
	append_count(out, run->units, "unit");
	g_string_append_printf(out, ", %u not analysed, ",
			       run->units - run->analysed);
	append_count(out, run->errors, "error");
	g_string_append(out, ", ");
	append_count(out, run->warnings, "warning");
	if (run->notes) {
		g_string_append(out, ", ");
		append_count(out, run->notes, "note");
	}
	g_string_append_c(out, '\n');
}

void report_incomplete_lines(const struct run_report *run, GString *out)
{
	for (guint i = 0; i < run->incomplete->len; i++) {
		const struct incomplete *incomplete =
			g_ptr_array_index(run->incomplete, i);

		g_string_append(out, "kmcheck: ");
		report_append_line_safe(out, incomplete->file);
		g_string_append(out, ": not analysed: ");
		report_append_line_safe(out, incomplete->reason);
		g_string_append_c(out, '\n');
	}
	if (!run->not_judged || !run->not_judged->len)
		return;
	g_string_append(out, "kmcheck: not judged: ");
	for (guint i = 0; i < run->not_judged->len; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "",
				       (char *)run->not_judged->pdata[i]);
	g_string_append(out, ": their words have another size (--kdir may name a kernel configured for one of them, too)\n");
}
