// SPDX-License-Identifier: GPL-2.0-only
/* The JSON that scripts build on. */
#include "report/common.h"
#include "report/json_run.h"

static void add_tool(struct json_object *root, const struct run_report *run)
{
	struct json_object *tool = json_add_object(root, "tool");

	json_add_string(tool, "name", "kmcheck");
	json_add_string(tool, "version", run->version);
}

static void add_target(struct json_object *root, const struct run_report *run)
{
	struct json_object *target = json_add_object(root, "target");

	json_add_string(target, "kernel", run->kernel);
	json_add_string(target, "arch", run->arch);
	json_add_number(target, "page_size", run->page_size_bytes);
	json_add_number(target, "max_order", run->max_order);
	json_add_number(target, "kmalloc_max_size", run->kmalloc_max_bytes);
	json_add_string(target, "source", run->target_source);
}

static void add_trace(struct json_object *object,
		      const struct finding *finding)
{
	struct json_object *list = json_add_array(object, "trace");

	for (guint i = 0; i < finding->trace->len; i++) {
		const struct step *step = g_ptr_array_index(finding->trace, i);
		struct json_object *element = json_append_object(list);

		json_add_place(element, &step->place);
		json_add_string(element, "kind", step_kind_name(step->kind));
		json_add_string(element, "function", step->function ?: "");
		json_add_string(element, "message", step->message);
		if (step->alternative)
			json_add_number(element, "alternative",
					step->alternative);
	}
}

static void add_fix(struct json_object *object, const struct fix *fix)
{
	struct json_object *member = json_add_object(object, "fix");
	struct json_object *edits;

	json_add_string(member, "status", fix_status_name(fix->status));
	json_add_string(member, "reason", fix->reason);
	if (fix->reason_place.file)
		json_add_place(json_add_object(member, "reason_at"),
			  &fix->reason_place);
	edits = json_add_array(member, "edits");
	for (guint i = 0; i < fix->edits->len; i++) {
		const struct edit *edit = g_ptr_array_index(fix->edits, i);
		struct json_object *element = json_append_object(edits);

		json_add_place(element, &edit->place);
		json_add_string(element, "old", edit->old);
		json_add_string(element, "new", edit->new);
	}
}

static void add_size(struct json_object *object, const struct finding *finding)
{
	struct json_object *size;

	if (!finding->has_size)
		return;
	size = json_add_object(object, "size");
	json_add_number(size, "min", finding->size_min_bytes);
	json_add_number(size, "max", finding->size_max_bytes);
	json_add_number(object, "limit", finding->limit_bytes);
}

static void add_verdict(struct json_object *object,
			const struct verdict *verdict)
{
	struct json_object *verified;

	if (!verdict)
		return;
	verified = json_add_object(object, "verified");
	json_add_string(verified, "kernel", verdict->kernel);
	json_add_string(verified, "arch", verdict->arch);
	json_add_string(verified, "result", verdict->result);
	json_add_string(verified, "log", verdict->log);
}

static void add_finding(struct json_object *list,
			const struct finding *finding)
{
	struct json_object *object = json_append_object(list);

	json_add_string(object, "rule", finding->rule);
	json_add_string(object, "level", level_name(finding->level));
	json_add_place(object, &finding->place);
	if (finding->end_line) {
		json_add_number(object, "end_line", finding->end_line);
		json_add_number(object, "end_column", finding->end_column);
	}
	json_add_string(object, "function", finding->function ?: "");
	json_add_string(object, "callee", finding->callee ?: "");
	add_size(object, finding);
	json_add_string(object, "message", finding->message);
	json_add_string(object, "class", finding->source_class);
	json_add_string(object, "privilege", finding->privilege);
	add_trace(object, finding);
	json_add_strings(object, "targets", finding->targets);
	add_fix(object, &finding->fix);
	add_verdict(object, finding->verified);
	json_add_string(object, "off_config", finding->off_config);
	json_add_string(object, "fingerprint", finding->fingerprint);
}

void report_json(const struct run_report *run,
		 const struct report_style *style, GString *out)
{
	struct json_object *root = json_object_new_object();
	struct json_object *findings;

	(void)style;
	json_add_number(root, "schema", 1);
	add_tool(root, run);
	add_target(root, run);
	json_add_summary(root, run);
	json_add_incomplete(root, run);
	if (run->not_judged && run->not_judged->len)
		json_add_strings(root, "not_judged", run->not_judged);
	findings = json_add_array(root, "findings");
	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding = report_shown(run, i);

		if (finding)
			add_finding(findings, finding);
	}
	json_print(root, out);
}
