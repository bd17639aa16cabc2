// SPDX-License-Identifier: GPL-2.0-only
/* SARIF 2.1.0: rules with their pages, results with the trace as code flows,
 * rewrites as fixes, suppressions, and what could not be analysed. */
#include <string.h>

#include "report/common.h"
#include "report/json_build.h"

#define SARIF_SCHEMA \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/" \
	"sarif-schema-2.1.0.json"

/* The rules of a log: those of the tables, then any others that findings
 * name. */
struct rule_ids {
	GPtrArray *ids;		/* const char *, not owned */
};

static guint rule_index(struct rule_ids *rules, const char *id)
{
	for (guint i = 0; i < rules->ids->len; i++)
		if (g_str_equal(g_ptr_array_index(rules->ids, i), id))
			return i;
	g_ptr_array_add(rules->ids, (gpointer)id);
	return rules->ids->len - 1;
}

static void collect_rules(struct rule_ids *rules, const struct run_report *run)
{
	for (guint i = 0; run->rules && i < run->rules->rules->len; i++) {
		const struct rule *rule =
			g_ptr_array_index(run->rules->rules, i);

		rule_index(rules, rule->id);
	}
	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding =
			g_ptr_array_index(run->findings, i);

		rule_index(rules, finding->rule);
	}
}

/* "oversize-bound" -> "OversizeBound" */
static char *rule_name(const char *id)
{
	GString *name = g_string_new(NULL);
	bool starts_word = true;

	for (; *id; id++) {
		if (*id != '-')
			g_string_append_c(name, starts_word ?
					  g_ascii_toupper(*id) : *id);
		starts_word = *id == '-';
	}
	return g_string_free(name, FALSE);
}

/* A sentence, as viewers show it: capital first, full stop last. */
static char *sentence(const char *text)
{
	char *copy = g_strconcat(text, g_str_has_suffix(text, ".") ? "" : ".",
				 NULL);

	copy[0] = g_ascii_toupper(copy[0]);
	return copy;
}

static void add_rule(struct json_object *list, const struct run_report *run,
		     const char *id)
{
	const struct rule *row = run->rules ? rulebase_rule(run->rules, id) :
				 NULL;
	struct json_object *object = json_append_object(list);
	g_autofree char *name = rule_name(id);
	g_autofree char *summary = sentence(row ? row->summary :
		"a suppression comment that suppresses nothing");
	const char *page = rulebase_page(id);
	struct json_object *help, *defaults;

	json_add_string(object, "id", id);
	json_add_string(object, "name", name);
	json_add_text(object, "shortDescription", summary);
	json_add_text(object, "fullDescription", summary);
	help = json_add_object(object, "help");
	json_add_string(help, "text", page ?: summary);
	if (page)
		json_add_string(help, "markdown", page);
	defaults = json_add_object(object, "defaultConfiguration");
	json_add_bool(defaults, "enabled", !row || row->default_on);
	json_add_string(defaults, "level",
			level_name(row ? row->level : LEVEL_NOTE));
}

static void add_tool(struct json_object *sarif_run,
		     const struct run_report *run, const struct rule_ids *ids)
{
	struct json_object *tool = json_add_object(sarif_run, "tool");
	struct json_object *driver = json_add_object(tool, "driver");
	struct json_object *list;

	json_add_string(driver, "name", "kmcheck");
	json_add_string(driver, "version", run->version);
	list = json_add_array(driver, "rules");
	for (guint i = 0; i < ids->ids->len; i++)
		add_rule(list, run, g_ptr_array_index(ids->ids, i));
}

/* A path as a URI; relative ones count from where kmcheck ran. Bytes that are
 * not UTF-8 survive as percent codes. */
static void add_artifact(struct json_object *object, const char *file)
{
	struct json_object *location = json_add_object(object,
						       "artifactLocation");
	const char *path = g_str_has_prefix(file, "./") ? file + 2 : file;
	g_autofree char *escaped = g_uri_escape_bytes((const guint8 *)path,
						      strlen(path), "/");
	g_autofree char *uri = g_strconcat(g_path_is_absolute(path) ?
					   "file://" : "", escaped, NULL);

	json_add_string(location, "uri", uri);
	if (!g_path_is_absolute(path))
		json_add_string(location, "uriBaseId", "SRCROOT");
}

/* SARIF counts characters. A bad byte is read as one. */
static guint column_in_chars(const char *line, guint column_bytes)
{
	guint column = 1, byte = 0;
	gsize length_bytes = line ? strlen(line) : 0;

	while (byte + 1 < column_bytes && byte < length_bytes) {
		const char *p = line + byte;
		gunichar c = g_utf8_get_char_validated(p, -1);
		bool is_valid = c < (gunichar)-2;

		byte += is_valid ? g_utf8_skip[(guchar)*p] : 1;
		column++;
	}
	return column + (column_bytes > byte + 1 ? column_bytes - byte - 1 : 0);
}

static void add_region_point(struct json_object *region,
			     const struct report_style *style,
			     const char *file, guint line, guint column,
			     const char *line_key, const char *column_key)
{
	g_autofree char *text = report_source_line(style, file, line);

	json_add_number(region, line_key, line);
	if (column)
		json_add_number(region, column_key,
				column_in_chars(text, column));
}

/* end_line 0: the end is not known. */
static void add_region(struct json_object *object, const char *key,
		       const struct report_style *style,
		       const struct place *place, guint end_line,
		       guint end_column)
{
	struct json_object *region = json_add_object(object, key);

	add_region_point(region, style, place->file, MAX(place->line, 1),
			 place->column, "startLine", "startColumn");
	if (end_line)
		add_region_point(region, style, place->file, end_line,
				 end_column, "endLine", "endColumn");
}

static struct json_object *add_physical(struct json_object *location,
					const struct report_style *style,
					const struct place *place,
					guint end_line, guint end_column)
{
	struct json_object *physical = json_add_object(location,
						       "physicalLocation");

	add_artifact(physical, place->file);
	add_region(physical, "region", style, place, end_line, end_column);
	return physical;
}

static void add_logical(struct json_object *location, const char *function)
{
	struct json_object *logical;

	if (!function || !*function)
		return;
	logical = json_append_object(json_add_array(location,
						    "logicalLocations"));
	json_add_string(logical, "name", function);
	json_add_string(logical, "kind", "function");
}

static void add_snippet(struct json_object *physical,
			const struct report_style *style,
			const struct place *place)
{
	g_autofree char *line = report_source_line(style, place->file,
						   place->line);
	struct json_object *region;

	if (!line)
		return;
	region = json_add_object(physical, "contextRegion");
	json_add_number(region, "startLine", place->line);
	json_add_text(region, "snippet", line);
}

static void add_location(struct json_object *result,
			 const struct report_style *style,
			 const struct finding *finding)
{
	struct json_object *location =
		json_append_object(json_add_array(result, "locations"));
	struct json_object *physical =
		add_physical(location, style, &finding->place,
			     finding->end_line, finding->end_column);

	add_snippet(physical, style, &finding->place);
	add_logical(location, finding->function);
}

static void add_step(struct json_object *steps,
		     const struct report_style *style, const struct step *step)
{
	struct json_object *object = json_append_object(steps);
	struct json_object *location = json_add_object(object, "location");

	add_physical(location, style, &step->place, 0, 0);
	add_logical(location, step->function);
	json_add_text(location, "message", step->message);
	json_append_string(json_add_array(object, "kinds"),
			   step_kind_name(step->kind));
}

/* One code flow per way that leads there. */
static void add_code_flows(struct json_object *result,
			   const struct report_style *style,
			   const struct finding *finding)
{
	struct json_object *flows, *steps = NULL;
	guint alternative = 0;

	if (!finding->trace->len)
		return;
	flows = json_add_array(result, "codeFlows");
	for (guint i = 0; i < finding->trace->len; i++) {
		const struct step *step = g_ptr_array_index(finding->trace, i);

		if (!steps || step->alternative != alternative) {
			struct json_object *threads = json_add_array(
				json_append_object(flows), "threadFlows");

			steps = json_add_array(json_append_object(threads),
					       "locations");
			alternative = step->alternative;
		}
		add_step(steps, style, step);
	}
}

static void add_replacement(struct json_object *list,
			    const struct report_style *style,
			    const struct edit *edit)
{
	struct json_object *object = json_append_object(list);
	guint end_line = edit->place.line;
	const char *last_line = edit->old;
	guint end_column;

	for (const char *p = edit->old; *p; p++) {
		if (*p != '\n')
			continue;
		end_line++;
		last_line = p + 1;
	}
	end_column = strlen(last_line) + 1;
	if (last_line == edit->old)
		end_column += edit->place.column - 1;
	add_region(object, "deletedRegion", style, &edit->place, end_line,
		   end_column);
	json_add_text(object, "insertedContent", edit->new);
}

/* Edits are sorted by file: one change per file. */
static void add_fixes(struct json_object *result,
		      const struct report_style *style, const struct fix *fix)
{
	struct json_object *object, *changes, *list = NULL;
	const char *file = NULL;

	if (fix->status != FIX_OFFERED || !fix->edits->len)
		return;
	object = json_append_object(json_add_array(result, "fixes"));
	json_add_text(object, "description",
		      fix->reason ?: "Use the kvmalloc form.");
	changes = json_add_array(object, "artifactChanges");
	for (guint i = 0; i < fix->edits->len; i++) {
		const struct edit *edit = g_ptr_array_index(fix->edits, i);

		if (g_strcmp0(file, edit->place.file) != 0) {
			struct json_object *change =
				json_append_object(changes);

			file = edit->place.file;
			add_artifact(change, file);
			list = json_add_array(change, "replacements");
		}
		add_replacement(list, style, edit);
	}
}

static void add_suppressions(struct json_object *result,
			     const struct finding *finding)
{
	/* all results of a run have the key, or none */
	struct json_object *list = json_add_array(result, "suppressions");
	struct json_object *object;

	if (!finding->suppressed)
		return;
	object = json_append_object(list);
	json_add_string(object, "kind", "inSource");
	json_add_string(object, "justification", finding->suppression_reason);
}

static void add_properties(struct json_object *result,
			   const struct finding *finding)
{
	struct json_object *bag = json_add_object(result, "properties");
	g_autofree char *verdict = report_verdict(finding->verified);
	struct json_object *targets;

	json_add_string(bag, "callee", finding->callee);
	if (finding->has_size) {
		json_add_number(bag, "sizeMin", finding->size_min_bytes);
		json_add_number(bag, "sizeMax", finding->size_max_bytes);
		json_add_number(bag, "limit", finding->limit_bytes);
	}
	json_add_string(bag, "class", finding->source_class);
	json_add_string(bag, "privilege", finding->privilege);
	json_add_string(bag, "offConfig", finding->off_config);
	json_add_string(bag, "verified", verdict);
	if (finding->fix.status == FIX_REFUSED)
		json_add_string(bag, "fixRefused", finding->fix.reason);
	targets = json_add_array(bag, "targets");
	for (guint i = 0; i < finding->targets->len; i++)
		json_append_string(targets,
				   g_ptr_array_index(finding->targets, i));
}

static void add_result(struct json_object *results,
		       const struct report_style *style,
		       const struct finding *finding, struct rule_ids *ids)
{
	struct json_object *result = json_append_object(results);
	g_autofree char *message = sentence(finding->message);

	json_add_string(result, "ruleId", finding->rule);
	json_add_number(result, "ruleIndex", rule_index(ids, finding->rule));
	json_add_string(result, "level", level_name(finding->level));
	json_add_text(result, "message", message);
	add_location(result, style, finding);
	json_add_string(json_add_object(result, "partialFingerprints"),
			"kmcheckFingerprint/v1", finding->fingerprint);
	add_code_flows(result, style, finding);
	add_fixes(result, style, &finding->fix);
	add_suppressions(result, finding);
	add_properties(result, finding);
}

static void add_invocation(struct json_object *sarif_run,
			   const struct run_report *run)
{
	struct json_object *invocation = json_append_object(
		json_add_array(sarif_run, "invocations"));
	struct json_object *list;

	json_add_bool(invocation, "executionSuccessful", true);
	list = json_add_array(invocation, "toolExecutionNotifications");
	for (guint i = 0; i < run->incomplete->len; i++) {
		const struct incomplete *incomplete =
			g_ptr_array_index(run->incomplete, i);
		struct json_object *object = json_append_object(list);
		struct json_object *location;
		g_autofree char *message = g_strconcat(
			"Not analysed: ", incomplete->reason, ".", NULL);

		json_add_string(object, "level", "warning");
		json_add_text(object, "message", message);
		location = json_append_object(json_add_array(object,
							     "locations"));
		add_artifact(json_add_object(location, "physicalLocation"),
			     incomplete->file);
	}
}

static void add_bases(struct json_object *sarif_run)
{
	struct json_object *bases = json_add_object(sarif_run,
						    "originalUriBaseIds");

	json_add_text(json_add_object(bases, "SRCROOT"), "description",
		      "The folder that kmcheck was run in.");
}

void report_sarif(const struct run_report *run,
		  const struct report_style *style, GString *out)
{
	struct json_object *root = json_object_new_object();
	struct json_object *sarif_run, *results;
	struct rule_ids ids = { g_ptr_array_new() };

	collect_rules(&ids, run);
	json_add_string(root, "$schema", SARIF_SCHEMA);
	json_add_string(root, "version", "2.1.0");
	sarif_run = json_append_object(json_add_array(root, "runs"));
	add_tool(sarif_run, run, &ids);
	add_invocation(sarif_run, run);
	add_bases(sarif_run);
	json_add_string(sarif_run, "columnKind", "unicodeCodePoints");
	results = json_add_array(sarif_run, "results");
	for (guint i = 0; i < run->findings->len; i++)
		add_result(results, style,
			   g_ptr_array_index(run->findings, i), &ids);
	json_print(root, out);
	g_ptr_array_unref(ids.ids);
}
