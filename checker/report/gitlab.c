// SPDX-License-Identifier: GPL-2.0-only
/* GitLab's code quality report, a part of Code Climate's format. */
#include "report/common.h"
#include "report/json_build.h"

static const char *severity(enum level level)
{
	static const char *const names[] = {
		[LEVEL_NOTE] = "info",
		[LEVEL_WARNING] = "major",
		[LEVEL_ERROR] = "critical",
	};

	return names[level];
}

static char *trace_text(const struct finding *finding)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < finding->trace->len; i++) {
		const struct step *step = g_ptr_array_index(finding->trace, i);

		g_string_append_printf(text, "%s%u. %s:%u: %s",
				       i ? "\n" : "", i + 1, step->place.file,
				       step->place.line, step->message);
	}
	return g_string_free(text, FALSE);
}

static void add_location(struct json_object *issue,
			 const struct finding *finding)
{
	struct json_object *location = json_add_object(issue, "location");
	struct json_object *lines;
	const char *path = finding->place.file;

	/* GitLab compares paths with its own, which have no "./" */
	json_add_string(location, "path",
			g_str_has_prefix(path, "./") ? path + 2 : path);
	lines = json_add_object(location, "lines");
	json_add_number(lines, "begin", finding->place.line);
	if (finding->end_line > finding->place.line)
		json_add_number(lines, "end", finding->end_line);
}

static void add_issue(struct json_object *list, const struct finding *finding)
{
	struct json_object *issue = json_append_object(list);
	g_autofree char *trace = trace_text(finding);

	json_add_string(issue, "type", "issue");
	json_add_string(issue, "check_name", finding->rule);
	json_add_string(issue, "description", finding->message);
	json_append_string(json_add_array(issue, "categories"), "Bug Risk");
	json_add_string(issue, "severity", severity(finding->level));
	json_add_string(issue, "fingerprint", finding->fingerprint);
	add_location(issue, finding);
	if (*trace)
		json_add_string(json_add_object(issue, "content"), "body",
				trace);
}

void report_gitlab(const struct run_report *run,
		   const struct report_style *style, GString *out)
{
	struct json_object *list = json_object_new_array();

	(void)style;
	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding = report_shown(run, i);

		if (finding)
			add_issue(list, finding);
	}
	json_print(list, out);
}
