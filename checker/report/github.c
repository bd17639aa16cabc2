// SPDX-License-Identifier: GPL-2.0-only
/*
 * GitHub workflow commands: a line per finding that the runner turns into an
 * annotation. The runner undoes %25 %0D %0A, and in properties %3A %2C too.
 */
#include <string.h>

#include "report/common.h"

static void append_escaped(GString *out, const char *bytes,
			   const char *specials)
{
	g_autofree char *text = report_utf8(bytes);

	for (const char *p = text; *p; p++) {
		if (strchr(specials, *p))
			g_string_append_printf(out, "%%%02X", (guchar)*p);
		else
			g_string_append_c(out, *p);
	}
}

static void append_property(GString *out, const char *bytes)
{
	append_escaped(out, bytes, "%\r\n:,");
}

static void append_data(GString *out, const char *bytes)
{
	append_escaped(out, bytes, "%\r\n");
}

static const char *command(enum level level)
{
	return level == LEVEL_NOTE ? "notice" : level_name(level);
}

static void append_trace(GString *out, const struct finding *finding)
{
	for (guint i = 0; i < finding->trace->len; i++) {
		const struct step *step = g_ptr_array_index(finding->trace, i);

		g_string_append(out, "%0A");
		append_data(out, step->place.file);
		g_string_append_printf(out, ":%u: ", step->place.line);
		append_data(out, step->message);
	}
}

void report_github(const struct run_report *run,
		   const struct report_style *style, GString *out)
{
	(void)style;
	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding = report_shown(run, i);

		if (!finding)
			continue;
		g_string_append_printf(out, "::%s file=",
				       command(finding->level));
		append_property(out, finding->place.file);
		g_string_append_printf(out, ",line=%u", finding->place.line);
		if (finding->place.column)
			g_string_append_printf(out, ",col=%u",
					       finding->place.column);
		g_string_append(out, ",title=");
		append_property(out, finding->rule);
		g_string_append(out, "::");
		append_data(out, finding->message);
		append_trace(out, finding);
		g_string_append_c(out, '\n');
	}
}
