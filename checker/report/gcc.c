// SPDX-License-Identifier: GPL-2.0-only
/* One line per finding, as compilers write them; nothing when clean. */
#include "report/common.h"

void report_gcc(const struct run_report *run, const struct report_style *style,
		GString *out)
{
	(void)style;
	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding = report_shown(run, i);

		if (!finding)
			continue;
		report_append_line_safe(out, finding->place.file);
		g_string_append_printf(out, ":%u:%u: %s: ",
				       finding->place.line,
				       finding->place.column,
				       level_name(finding->level));
		report_append_line_safe(out, finding->message);
		g_string_append_printf(out, " [%s]\n", finding->rule);
	}
}
