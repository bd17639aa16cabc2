// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a function stores that its caller handed it in an object: in
 *
 *	static int set_up(struct device *d, const struct setup *s)
 *	{
 *		d->depth = s->depth;
 *
 * only the runs of those who call it know what s points to. Where the
 * function's own run does not know what it stores, and all who call it are in
 * view, the runs that began there and followed the call are asked.
 */
#include "model/model.h"

#define MAX_STORING_CALLERS 6
#define MAX_STORING_LEVELS 2

struct seeking {
	struct analysis *analysis;
	struct function_ref *fn;	/* where the store stands */
	const struct ir_insn *insn;	/* which it is; NULL: any that fn's run
					   sees */
	stored_filter wanted;
	stored_joiner join;
	const void *data;
};

static bool is_sought(const struct seeking *seeking,
		      const struct stored_value *s)
{
	return (!seeking->insn || s->insn == seeking->insn) &&
	       seeking->wanted(s, seeking->data);
}

static bool is_unknown(const struct stored_value *s)
{
	return s->value.range->n &&
	       range_know_max(s->value.range) == KNOW_NOTHING &&
	       !s->lowers;
}

/* Of what it copies as a whole a run speaks only where it knows something. */
static bool knows_all(const struct seeking *seeking,
		      const struct run_result *run)
{
	bool speaks = !seeking->insn || seeking->insn->op != IR_COPY;

	for (guint i = 0; i < run->stores->len; i++) {
		const struct stored_value *s = &g_array_index(run->stores,
						struct stored_value, i);

		if (!is_sought(seeking, s))
			continue;
		if (is_unknown(s))
			return false;
		speaks = true;
	}
	return speaks;
}

static void join_run(const struct seeking *seeking,
		     const struct run_result *run, struct fact_value *all)
{
	for (guint i = 0; i < run->stores->len; i++) {
		const struct stored_value *s = &g_array_index(run->stores,
						struct stored_value, i);

		if (is_sought(seeking, s))
			seeking->join(seeking->analysis, all, seeking->data,
				      seeking->fn, s);
	}
}

static bool join_beginning_at(const struct seeking *seeking,
			      struct function_ref *fn, guint levels,
			      struct fact_value *all);

/* false: not all of them can tell. */
static bool join_callers(const struct seeking *seeking,
			 struct function_ref *fn, guint levels,
			 struct fact_value *all)
{
	struct analysis *analysis = seeking->analysis;
	struct fact_value told = {
		.range = range_empty(), .lowered = all->lowered,
	};

	if (!function_callers_known(analysis->db, fn) || !fn->callers->len ||
	    fn->callers->len > MAX_STORING_CALLERS)
		return false;
	for (guint i = 0; i < fn->callers->len; i++) {
		struct function_ref *caller = g_array_index(fn->callers,
						struct code_ref, i).function;
		const struct run_result *run = analysis_run(analysis, caller);

		if (!run || run_passed_over(run, fn) ||
		    !join_beginning_at(seeking, caller, levels, &told))
			return false;
	}
	if (range_is_empty(told.range) && told.lowered == all->lowered)
		return false;
	all->lowered = told.lowered;
	fact_join(analysis, all, &told);
	return true;
}

/* What the runs store that begin in fn, or where it is called. */
static bool join_beginning_at(const struct seeking *seeking,
			      struct function_ref *fn, guint levels,
			      struct fact_value *all)
{
	struct analysis *analysis = seeking->analysis;
	const struct run_result *run = analysis_run(analysis, fn);
	guint n_circles = analysis->n_circles;
	bool is_told = false;

	if (!run || run->gave_up)
		return false;
	if (levels && !knows_all(seeking, run)) {
		if (analysis->depth < MAX_FACT_DEPTH) {
			analysis->depth++;
			is_told = join_callers(seeking, fn, levels - 1, all);
			analysis->depth--;
		} else {
			analysis->n_cut++;
		}
		/* one of them is being run: it can tell later */
		if (!is_told && analysis->n_circles != n_circles)
			return false;
	}
	if (!is_told)
		join_run(seeking, run, all);
	return true;
}

bool fact_of_store(struct analysis *analysis, struct function_ref *fn,
		   const struct ir_insn *insn, stored_filter wanted,
		   stored_joiner join, const void *data,
		   struct fact_value *all)
{
	const struct seeking seeking = {
		.analysis = analysis, .fn = fn, .insn = insn, .wanted = wanted,
		.join = join, .data = data,
	};

	return join_beginning_at(&seeking, fn, MAX_STORING_LEVELS,
				 all);
}
