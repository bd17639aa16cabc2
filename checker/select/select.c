// SPDX-License-Identifier: GPL-2.0-only
/* The filters, in their order. */
#include "select/select.h"

#include "select/select_internal.h"

G_DEFINE_QUARK(kmcheck-select-error, select_error)

/* Is it in a NULL-terminated list, which may itself be NULL? */
static bool is_listed(const char *const *list, const char *rule)
{
	return list && g_strv_contains(list, rule);
}

bool select_rule_is_known(const struct run_report *run, const char *rule)
{
	return rulebase_rule(run->rules, rule) ||
	       g_str_equal(rule, RULE_UNUSED_SUPPRESSION);
}

static bool check_known(const struct run_report *run, const char *const *list,
			GError **error)
{
	for (; list && *list; list++) {
		if (select_rule_is_known(run, *list))
			continue;
		g_set_error(error, SELECT_ERROR, SELECT_ERROR_USAGE,
			    "no rule is called '%s' (kmcheck --list-rules "
			    "names them)", *list);
		return false;
	}
	return true;
}

bool select_rule_is_on(const struct run_report *run,
		       const struct select_request *request, const char *rule)
{
	const struct rule *row = rulebase_rule(run->rules, rule);

	if (is_listed(request->disable, rule))
		return false;
	return !row || row->default_on ||
	       is_listed(request->enable, rule);
}

static bool is_wanted(const struct run_report *run,
		      const struct select_request *request,
		      const struct finding *finding)
{
	if (!select_rule_is_on(run, request, finding->rule))
		return false;
	/* to ask for a rule by name is to ask for all it says */
	return finding->level >= request->least ||
	       is_listed(request->enable, finding->rule);
}

void select_keep(GPtrArray *findings, select_keep_fn keep, void *data)
{
	guint kept = 0;

	for (guint i = 0; i < findings->len; i++) {
		gpointer finding = findings->pdata[i];

		if (!keep(finding, data))
			continue;
		findings->pdata[i] = findings->pdata[kept];
		findings->pdata[kept++] = finding;
	}
	g_ptr_array_set_size(findings, kept);
}

struct wish {
	const struct run_report *run;
	const struct select_request *request;
};

/* Suppressed ones stay only for formats that show them. */
static bool is_kept(const struct finding *finding, void *data)
{
	const struct wish *wish = data;

	return is_wanted(wish->run, wish->request, finding) &&
	       (wish->request->keep_suppressed || !finding->suppressed);
}

static void count(struct run_report *run)
{
	guint counts[3] = { 0 };

	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding =
			g_ptr_array_index(run->findings, i);

		if (!finding->suppressed)
			counts[finding->level]++;
	}
	run->notes = counts[LEVEL_NOTE];
	run->warnings = counts[LEVEL_WARNING];
	run->errors = counts[LEVEL_ERROR];
}

static gint compare_findings(gconstpointer a, gconstpointer b)
{
	return finding_compare(*(struct finding *const *)a,
			       *(struct finding *const *)b);
}

bool select_findings(struct run_report *run,
		     const struct select_request *request, GError **error)
{
	if (!check_known(run, request->enable, error) ||
	    !check_known(run, request->disable, error))
		return false;
	select_suppress(run, request);
	select_keep(run->findings, is_kept,
		    &(struct wish){ run, request });
	g_ptr_array_sort(run->findings, compare_findings);
	if (!select_baseline(run, request, error) ||
	    !select_changed(run, request, error))
		return false;
	count(run);
	return true;
}
