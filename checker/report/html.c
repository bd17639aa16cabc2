// SPDX-License-Identifier: GPL-2.0-only
/*
 * One self-contained page. The findings stand in it as JSON and page.js shows
 * them, each when it is opened, so that thousands load at once.
 */
#include <string.h>

#include "report/common.h"
#include "report/hunk.h"
#include "report/json_run.h"
#include "report/page.h"

#define CONTEXT_LINES 3
#define STEP_CONTEXT_LINES 1

/* Sizes as strings: JavaScript's numbers end at 2^53. */
static void add_bytes(struct json_object *object, const char *key,
		      guint64 bytes)
{
	g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, bytes);

	json_add_string(object, key, text);
}

static void add_slice(struct json_object *parts, const char *line,
		      gsize begin, gsize end)
{
	g_autofree char *slice = g_strndup(line + begin, end - begin);

	json_append_string(parts, slice);
}

/* The marked line as three parts: before, what is meant, after. */
static void add_parts(struct json_object *excerpt, const char *line,
		      guint column, guint end_column)
{
	struct json_object *parts = json_add_array(excerpt, "parts");
	gsize length_bytes = strlen(line);
	gsize begin = MIN(MAX(column, 1) - 1, length_bytes);
	gsize end = CLAMP(end_column ? end_column - 1 : begin, begin,
			  length_bytes);

	if (end == begin)
		while (end < length_bytes && (g_ascii_isalnum(line[end]) ||
					      line[end] == '_'))
			end++;
	add_slice(parts, line, 0, begin);
	add_slice(parts, line, begin, end);
	add_slice(parts, line, end, length_bytes);
}

static void add_excerpt(struct json_object *object,
			const struct report_style *style,
			const struct place *place, guint end_column,
			guint context)
{
	guint first = place->line > context ? place->line - context : 1;
	struct json_object *excerpt, *lines;
	g_autofree char *marked = report_source_line(style, place->file,
						     place->line);

	if (!marked)
		return;
	excerpt = json_add_object(object, "excerpt");
	json_add_number(excerpt, "first", first);
	json_add_number(excerpt, "at", place->line - first);
	add_parts(excerpt, marked, place->column, end_column);
	lines = json_add_array(excerpt, "lines");
	for (guint line = first; line <= place->line + context; line++) {
		g_autofree char *text = report_source_line(style, place->file,
							   line);

		if (text)
			json_append_string(lines, text);
	}
}

static void add_steps(struct json_object *object,
		      const struct report_style *style,
		      const struct finding *finding)
{
	struct json_object *list = json_add_array(object, "steps");

	for (guint i = 0; i < finding->trace->len; i++) {
		const struct step *step = g_ptr_array_index(finding->trace, i);
		struct json_object *element = json_append_object(list);

		json_add_string(element, "file", step->place.file);
		json_add_number(element, "line", step->place.line);
		json_add_string(element, "function", step->function);
		json_add_string(element, "message", step->message);
		json_add_number(element, "alternative", step->alternative);
		add_excerpt(element, style, &step->place, 0,
			    STEP_CONTEXT_LINES);
	}
}

static void add_lines(struct json_object *object, const char *key,
		      char *const *lines)
{
	struct json_object *list = json_add_array(object, key);

	for (; *lines; lines++)
		json_append_string(list, *lines);
}

static void add_fix(struct json_object *object,
		    const struct report_style *style, const struct fix *fix)
{
	struct json_object *member = json_add_object(object, "fix");
	struct json_object *list = json_add_array(member, "hunks");
	g_autoptr(GPtrArray) hunks = hunks_of(fix, style);

	json_add_string(member, "status", fix_status_name(fix->status));
	json_add_string(member, "reason", fix->reason);
	if (fix->reason_place.file) {
		g_autofree char *place =
			g_strdup_printf("%s:%u", fix->reason_place.file,
					fix->reason_place.line);

		json_add_string(member, "place", place);
	}
	for (guint i = 0; i < hunks->len; i++) {
		const struct hunk *hunk = g_ptr_array_index(hunks, i);
		struct json_object *element = json_append_object(list);

		json_add_string(element, "file", hunk->file);
		json_add_number(element, "line", hunk->line);
		add_lines(element, "old", hunk->old);
		add_lines(element, "new", hunk->new);
	}
}

static void add_remarks(struct json_object *object,
			const struct finding *finding)
{
	g_autofree char *verdict = report_verdict(finding->verified);

	json_add_string(object, "class", finding->source_class);
	json_add_string(object, "privilege", finding->privilege);
	json_add_string(object, "off", finding->off_config);
	json_add_string(object, "verified", verdict);
}

static void add_finding(struct json_object *list,
			const struct report_style *style,
			const struct finding *finding)
{
	struct json_object *object = json_append_object(list);

	json_add_string(object, "id", finding->fingerprint);
	json_add_string(object, "rule", finding->rule);
	json_add_string(object, "level", level_name(finding->level));
	json_add_string(object, "file", finding->place.file);
	json_add_number(object, "line", finding->place.line);
	json_add_string(object, "function", finding->function ?: "");
	json_add_string(object, "callee", finding->callee ?: "");
	json_add_string(object, "message", finding->message);
	if (finding->has_size) {
		add_bytes(object, "min", finding->size_min_bytes);
		add_bytes(object, "max", finding->size_max_bytes);
		add_bytes(object, "limit", finding->limit_bytes);
	}
	add_excerpt(object, style, &finding->place,
		    finding->end_line == finding->place.line ?
		    finding->end_column :
		    finding->end_line ? G_MAXUINT : 0, CONTEXT_LINES);
	add_steps(object, style, finding);
	add_fix(object, style, &finding->fix);
	json_add_strings(object, "targets", finding->targets);
	add_remarks(object, finding);
}

/* One limit, and the targets that have it. */
struct limit_group {
	guint64 bytes;
	GPtrArray *names;
};

static gint compare_groups(gconstpointer a, gconstpointer b)
{
	const struct limit_group *x = *(struct limit_group *const *)a;
	const struct limit_group *y = *(struct limit_group *const *)b;

	return (x->bytes > y->bytes) - (x->bytes < y->bytes);
}

static void limit_group_free(gpointer data)
{
	struct limit_group *group = data;

	g_ptr_array_unref(group->names);
	g_free(group);
}

static struct limit_group *group_of(GPtrArray *groups, guint64 bytes)
{
	struct limit_group *group;

	for (guint i = 0; i < groups->len; i++) {
		group = g_ptr_array_index(groups, i);
		if (group->bytes == bytes)
			return group;
	}
	group = g_new0(struct limit_group, 1);
	group->bytes = bytes;
	group->names = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(groups, group);
	return group;
}

static char *target_name(const struct limit_row *row)
{
	guint page_kib = 1u << (row->page_shift - 10);

	return page_kib == 4 ? g_strdup(row->arch) :
	       g_strdup_printf("%s %uk", row->arch, page_kib);
}

/* The limits of the targets in this release: the usual row of each
 * architecture and page size. */
static GPtrArray *limit_groups(const struct run_report *run)
{
	GPtrArray *groups = g_ptr_array_new_with_free_func(limit_group_free);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; run->rules && i < run->rules->limits->len; i++) {
		const struct limit_row *row =
			g_ptr_array_index(run->rules->limits, i);
		g_autofree char *name = target_name(row);

		if (run->kernel &&
		    !release_in(run->kernel, row->since, row->until))
			continue;
		if (!g_hash_table_add(seen, g_strdup(name)))
			continue;
		g_ptr_array_add(group_of(groups, limit_row_bytes(row))->names,
				g_steal_pointer(&name));
	}
	g_ptr_array_sort(groups, compare_groups);
	return groups;
}

static void add_limits(struct json_object *root, const struct run_report *run)
{
	struct json_object *list = json_add_array(root, "limits");
	g_autoptr(GPtrArray) groups = limit_groups(run);

	for (guint i = 0; i < groups->len; i++) {
		const struct limit_group *group = g_ptr_array_index(groups, i);
		struct json_object *element = json_append_object(list);

		add_bytes(element, "bytes", group->bytes);
		json_add_strings(element, "targets", group->names);
	}
}

static void add_rules(struct json_object *root, const struct run_report *run)
{
	struct json_object *list = json_add_array(root, "rules");

	for (guint i = 0; run->rules && i < run->rules->rules->len; i++) {
		const struct rule *rule =
			g_ptr_array_index(run->rules->rules, i);
		struct json_object *element = json_append_object(list);

		json_add_string(element, "id", rule->id);
		json_add_string(element, "summary", rule->summary);
	}
}

static void add_run(struct json_object *root, const struct run_report *run)
{
	struct json_object *target = json_add_object(root, "target");

	json_add_summary(root, run);
	json_add_string(root, "version", run->version);
	json_add_string(target, "kernel", run->kernel);
	json_add_string(target, "arch", run->arch);
	add_bytes(target, "page_size", run->page_size_bytes);
	json_add_number(target, "max_order", run->max_order);
	add_bytes(target, "limit", run->kmalloc_max_bytes);
}

static struct json_object *page_data(const struct run_report *run,
				     const struct report_style *style)
{
	struct json_object *root = json_object_new_object();
	struct json_object *list;

	add_run(root, run);
	add_rules(root, run);
	add_limits(root, run);
	json_add_incomplete(root, run);
	list = json_add_array(root, "findings");
	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding = report_shown(run, i);

		if (finding)
			add_finding(list, style, finding);
	}
	return root;
}

/* In JSON a '<' stands in strings only: spelled \u003c, no source text can end
 * the script element or open a comment in it. */
static void append_data(GString *out, struct json_object *root)
{
	const char *text = json_object_to_json_string_ext(
		root, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);

	for (const char *p = text; *p; p++) {
		if (*p == '<')
			g_string_append(out, "\\u003c");
		else
			g_string_append_c(out, *p);
	}
	json_object_put(root);
}

void report_html(const struct run_report *run,
		 const struct report_style *style, GString *out)
{
	g_string_append(out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
		"<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" "
		"content=\"default-src 'none'; style-src 'unsafe-inline'; "
		"script-src 'unsafe-inline'\">\n"
		"<title>kmcheck</title>\n<style>\n");
	g_string_append(out, page_css);
	g_string_append(out, "</style>\n</head>\n<body>\n");
	g_string_append(out, page_html);
	g_string_append(out, "<script type=\"application/json\" "
			"id=\"data\">");
	append_data(out, page_data(run, style));
	g_string_append(out, "</script>\n<script>\n");
	g_string_append(out, page_js);
	g_string_append(out, "</script>\n</body>\n</html>\n");
}
