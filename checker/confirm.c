// SPDX-License-Identifier: GPL-2.0-only
/*
 * A whole program is looked at in a hurry: what a large callee verifies, three
 * calls down, may not have been seen. The few functions that something would be
 * reported of, and those that call them, are therefore analysed once more, with
 * the patience that nobody has for a hundred thousand functions.
 */
#include "pipeline.h"

#include <string.h>

struct doubts {
	const struct check_context *ctx;
	GHashTable *names;		/* const char *: set */
	GPtrArray *functions;		/* function_ref *: those that were met */
};

static bool is_doubted(const struct function_ref *fn, void *data)
{
	const struct doubts *doubts = data;

	if (!g_hash_table_contains(doubts->names, fn->fn->name) ||
	    !doubts->ctx->is_wanted(fn, doubts->ctx->wanted_data))
		return false;
	if (!g_ptr_array_find(doubts->functions, fn, NULL))
		g_ptr_array_add(doubts->functions, (gpointer)fn);
	return true;
}

/* More was asked of the analysis than it had patience for: it cannot tell. */
static bool cannot_tell(const struct doubts *doubts,
			const struct analysis *analysis,
			const struct finding *finding)
{
	for (guint i = 0; i < doubts->functions->len; i++) {
		const struct function_ref *fn = doubts->functions->pdata[i];

		if (!strcmp(fn->fn->name, finding->function) &&
		    !analysis_went_through(analysis, fn))
			return true;
	}
	return false;
}

static bool has_site(const GPtrArray *findings, const struct finding *finding)
{
	for (guint i = 0; i < findings->len; i++)
		if (finding_is_of_site(findings->pdata[i], finding))
			return true;
	return false;
}

/* Whoever looks closer knows better, but only of what was doubted. */
static void replace(GPtrArray *findings, GPtrArray *confirmed,
		    const struct doubts *doubts,
		    const struct analysis *analysis)
{
	GPtrArray *kept = g_ptr_array_new();

	for (guint i = 0; i < confirmed->len; i++) {
		struct finding *finding = confirmed->pdata[i];

		if (has_site(findings, finding))
			g_ptr_array_add(kept, finding);
		else
			finding_free(finding);
	}
	for (guint i = 0; i < findings->len; i++) {
		struct finding *finding = findings->pdata[i];

		if (!has_site(kept, finding) &&
		    cannot_tell(doubts, analysis, finding))
			g_ptr_array_add(kept, finding);
		else
			finding_free(finding);
	}
	g_ptr_array_set_size(findings, 0);
	g_ptr_array_extend_and_steal(findings, kept);
}

void confirm_findings(const struct pipeline *p,
		      const struct check_context *first, GPtrArray *findings)
{
	struct check_context ctx = *first;
	struct analysis *analysis = analysis_new_patient(first->analysis);
	struct doubts doubts = {
		first, g_hash_table_new(g_str_hash, g_str_equal),
		g_ptr_array_new(),
	};
	g_autoptr(GPtrArray) confirmed = NULL;

	for (guint i = 0; i < findings->len; i++) {
		const struct finding *finding = findings->pdata[i];

		g_hash_table_add(doubts.names, finding->function);
	}
	ctx.analysis = analysis;
	confirmed = judge_requests(p, &ctx, analysis, is_doubted, &doubts);
	replace(findings, confirmed, &doubts, analysis);
	if (p->options->stats)
		tell_stats("looked at again", analysis);
	analysis_free(analysis);
	g_hash_table_unref(doubts.names);
	g_ptr_array_unref(doubts.functions);
}
