// SPDX-License-Identifier: GPL-2.0-only
/* Checkstyle's XML, which most CI systems read. */
#include "report/common.h"

static const char *severity(enum level level)
{
	return level == LEVEL_NOTE ? "info" : level_name(level);
}

static void append_attribute(GString *out, const char *name,
			     const char *value)
{
	g_autofree char *escaped = report_xml(value);

	g_string_append_printf(out, " %s=\"%s\"", name, escaped);
}

static void append_finding(GString *out, const struct finding *finding)
{
	g_autofree char *source = g_strconcat("kmcheck.", finding->rule, NULL);

	g_string_append_printf(out, "    <error line=\"%u\"",
			       finding->place.line);
	if (finding->place.column)
		g_string_append_printf(out, " column=\"%u\"",
				       finding->place.column);
	append_attribute(out, "severity", severity(finding->level));
	append_attribute(out, "message", finding->message);
	append_attribute(out, "source", source);
	g_string_append(out, "/>\n");
}

void report_checkstyle(const struct run_report *run,
		       const struct report_style *style, GString *out)
{
	const char *file = NULL;

	(void)style;
	g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			"<checkstyle version=\"4.3\">\n");
	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding = report_shown(run, i);

		if (!finding)
			continue;
		if (g_strcmp0(file, finding->place.file) != 0) {
			g_string_append(out, file ? "  </file>\n" : "");
			g_string_append(out, "  <file");
			append_attribute(out, "name", finding->place.file);
			g_string_append(out, ">\n");
			file = finding->place.file;
		}
		append_finding(out, finding);
	}
	g_string_append(out, file ? "  </file>\n" : "");
	g_string_append(out, "</checkstyle>\n");
}
