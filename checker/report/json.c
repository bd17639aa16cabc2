// SPDX-License-Identifier: GPL-2.0-only
/* The JSON that scripts build on. Keys stand in the order they are added. */
#include "report/common.h"

#include <json-c/json.h>

static void add_string(struct json_object *object, const char *key,
		       const char *value)
{
	g_autofree char *text = report_utf8(value);

	if (text)
		json_object_object_add(object, key,
				       json_object_new_string(text));
}

static void add_number(struct json_object *object, const char *key,
		       guint64 value)
{
	json_object_object_add(object, key, json_object_new_uint64(value));
}

static void add_place(struct json_object *object, const struct place *place)
{
	add_string(object, "file", place->file);
	add_number(object, "line", place->line);
	add_number(object, "column", place->column);
}

static struct json_object *tool_json(const struct run_report *run)
{
	struct json_object *tool = json_object_new_object();

	add_string(tool, "name", "kmcheck");
	add_string(tool, "version", run->version);
	return tool;
}

static struct json_object *target_json(const struct run_report *run)
{
	struct json_object *target = json_object_new_object();

	add_string(target, "kernel", run->kernel);
	add_string(target, "arch", run->arch);
	add_number(target, "page_size", run->page_size_bytes);
	add_number(target, "max_order", run->max_order);
	add_number(target, "kmalloc_max_size", run->kmalloc_max_bytes);
	add_string(target, "source", run->target_source);
	return target;
}

static struct json_object *summary_json(const struct run_report *run)
{
	struct json_object *summary = json_object_new_object();

	add_number(summary, "units", run->units);
	add_number(summary, "analysed", run->analysed);
	add_number(summary, "errors", run->errors);
	add_number(summary, "warnings", run->warnings);
	add_number(summary, "notes", run->notes);
	return summary;
}

static struct json_object *incomplete_json(const struct run_report *run)
{
	struct json_object *list = json_object_new_array();

	for (guint i = 0; i < run->incomplete->len; i++) {
		const struct incomplete *incomplete =
			g_ptr_array_index(run->incomplete, i);
		struct json_object *object = json_object_new_object();

		add_string(object, "file", incomplete->file);
		add_string(object, "reason", incomplete->reason);
		json_object_array_add(list, object);
	}
	return list;
}

static struct json_object *strings_json(const GPtrArray *strings)
{
	struct json_object *list = json_object_new_array();

	for (guint i = 0; strings && i < strings->len; i++) {
		g_autofree char *text =
			report_utf8(g_ptr_array_index(strings, i));

		json_object_array_add(list, json_object_new_string(text));
	}
	return list;
}

static struct json_object *trace_json(const struct finding *finding)
{
	struct json_object *list = json_object_new_array();

	for (guint i = 0; i < finding->trace->len; i++) {
		const struct step *step = g_ptr_array_index(finding->trace, i);
		struct json_object *object = json_object_new_object();

		add_place(object, &step->place);
		add_string(object, "kind", step_kind_name(step->kind));
		add_string(object, "function", step->function ?: "");
		add_string(object, "message", step->message);
		if (step->alternative)
			add_number(object, "alternative", step->alternative);
		json_object_array_add(list, object);
	}
	return list;
}

static struct json_object *edits_json(const struct fix *fix)
{
	struct json_object *list = json_object_new_array();

	for (guint i = 0; i < fix->edits->len; i++) {
		const struct edit *edit = g_ptr_array_index(fix->edits, i);
		struct json_object *object = json_object_new_object();

		add_place(object, &edit->place);
		add_string(object, "old", edit->old);
		add_string(object, "new", edit->new);
		json_object_array_add(list, object);
	}
	return list;
}

static struct json_object *fix_json(const struct fix *fix)
{
	static const char *const status[] = {
		[FIX_NONE] = "none",
		[FIX_OFFERED] = "offered",
		[FIX_REFUSED] = "refused",
	};
	struct json_object *object = json_object_new_object();

	add_string(object, "status", status[fix->status]);
	add_string(object, "reason", fix->reason);
	if (fix->reason_place.file) {
		struct json_object *place = json_object_new_object();

		add_place(place, &fix->reason_place);
		json_object_object_add(object, "reason_at", place);
	}
	json_object_object_add(object, "edits", edits_json(fix));
	return object;
}

static void add_size(struct json_object *object, const struct finding *finding)
{
	if (!finding->has_size)
		return;

	struct json_object *size = json_object_new_object();

	add_number(size, "min", finding->size_min_bytes);
	add_number(size, "max", finding->size_max_bytes);
	json_object_object_add(object, "size", size);
	add_number(object, "limit", finding->limit_bytes);
}

static void add_verdict(struct json_object *object,
			const struct verdict *verdict)
{
	if (!verdict)
		return;

	struct json_object *verified = json_object_new_object();

	add_string(verified, "kernel", verdict->kernel);
	add_string(verified, "arch", verdict->arch);
	add_string(verified, "result", verdict->result);
	add_string(verified, "log", verdict->log);
	json_object_object_add(object, "verified", verified);
}

static struct json_object *finding_json(const struct finding *finding)
{
	struct json_object *object = json_object_new_object();

	add_string(object, "rule", finding->rule);
	add_string(object, "level", level_name(finding->level));
	add_place(object, &finding->place);
	if (finding->end_line) {
		add_number(object, "end_line", finding->end_line);
		add_number(object, "end_column", finding->end_column);
	}
	add_string(object, "function", finding->function ?: "");
	add_string(object, "callee", finding->callee ?: "");
	add_size(object, finding);
	add_string(object, "message", finding->message);
	add_string(object, "class", finding->source_class);
	add_string(object, "privilege", finding->privilege);
	json_object_object_add(object, "trace", trace_json(finding));
	json_object_object_add(object, "targets",
			       strings_json(finding->targets));
	json_object_object_add(object, "fix", fix_json(&finding->fix));
	add_verdict(object, finding->verified);
	add_string(object, "off_config", finding->off_config);
	add_string(object, "fingerprint", finding->fingerprint);
	return object;
}

void report_json(const struct run_report *run,
		 const struct report_style *style, GString *out)
{
	struct json_object *root = json_object_new_object();
	struct json_object *findings = json_object_new_array();

	(void)style;
	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding = report_shown(run, i);

		if (finding)
			json_object_array_add(findings, finding_json(finding));
	}
	add_number(root, "schema", 1);
	json_object_object_add(root, "tool", tool_json(run));
	json_object_object_add(root, "target", target_json(run));
	json_object_object_add(root, "summary", summary_json(run));
	json_object_object_add(root, "incomplete", incomplete_json(run));
	if (run->not_judged && run->not_judged->len)
		json_object_object_add(root, "not_judged",
				       strings_json(run->not_judged));
	json_object_object_add(root, "findings", findings);
	g_string_append(out, json_object_to_json_string_ext(
		root, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
		JSON_C_TO_STRING_NOSLASHESCAPE));
	g_string_append_c(out, '\n');
	json_object_put(root);
}
