// SPDX-License-Identifier: GPL-2.0-only
/*
 * What something can hold, from everywhere in the program and only when all of
 * that is in view; here of parameters, the union over all callers. What fields
 * and globals hold is in stores.c.
 */
#include "model/model.h"

const struct why *why_keep(struct running *running, const struct why *why)
{
	const struct why *kept;
	struct why copy;

	if (!why || why->is_kept)
		return why;
	kept = g_hash_table_lookup(running->kept, why);
	if (kept)
		return kept;
	copy = *why;
	copy.is_kept = true;
	if (copy.frame) {
		const struct ir_unit *unit = copy.frame->unit;

		copy.file = copy.loc.file < unit->files->len ?
			    g_ptr_array_index(unit->files, copy.loc.file) : "";
		copy.function = copy.frame->fn->name;
		copy.frame = NULL;
	}
	copy.prev = why_keep(running, why->prev);
	kept = region_copy(&running->analysis->region, &copy, sizeof(copy));
	g_hash_table_insert(running->kept, (gpointer)why, (gpointer)kept);
	return kept;
}

struct fact_value fact_keep(struct engine *engine, const struct state *state,
			    struct value value)
{
	struct running *running = engine->client->data;
	struct analysis *analysis = running->analysis;
	const struct range *r = state_range(engine, state, value.v);
	const struct why *bound;
	enum know know;
	vn leaf = value_culprit(engine, state, value.v, &bound), by;
	struct fact_value fact = {
		.source = number_at(&engine->numbers, leaf)->source,
		.why = why_keep(running, value.why),
		.is_mixed = number_is_mixed(&engine->numbers, value.v),
	};

	running->result->atoms |= r->atoms;
	fact.range = region_keep(&analysis->region, r);
	/* at most something nobody knows: not known */
	know = state_bounded_by(engine, state, value.v, &by);
	if (range_know_max(r) != KNOW_CODE && know > range_know_max(r))
		fact.range = range_weaken(&analysis->region, fact.range,
					  know);
	return fact;
}

void fact_join(struct analysis *analysis, struct fact_value *all,
		      const struct fact_value *one)
{
	if (!all->range || range_is_empty(all->range)) {
		const struct range *lowered = all->lowered;

		*all = *one;
		all->lowered = lowered;
		return;
	}
	if (!range_is_empty(one->range) &&
	    (range_max(one->range) > range_max(all->range) ||
	     !all->why)) {
		all->why = one->why;
		if (one->source)
			all->source = one->source;
	}
	if (!all->source)
		all->source = one->source;
	all->is_mixed |= one->is_mixed;
	all->range = range_union(&analysis->region, all->range, one->range);
}

struct fact_value fact_of_constant(struct analysis *analysis, wide value,
				   const struct ir_unit *unit,
				   struct ir_loc loc, const char *function,
				   const char *text)
{
	struct why why = {
		.kind = WHY_SET, .loc = loc, .function = function,
		.text = text, .has_value = true, .value = value,
		.file = loc.file < unit->files->len ?
			g_ptr_array_index(unit->files, loc.file) : "",
	};

	return (struct fact_value){
		.range = range_const(&analysis->region, value),
		.why = region_copy(&analysis->region, &why, sizeof(why)),
	};
}

/* Parameters. */

static bool passed_at(struct analysis *analysis, const struct code_ref *call,
		      guint param, struct fact_value *all)
{
	const struct run_result *run = analysis_run(analysis, call->function);
	bool found = false;

	if (!run || run->gave_up)
		return false;
	for (guint i = 0; i < run->passed->len; i++) {
		const struct passed_value *p = &g_array_index(run->passed,
						struct passed_value, i);

		if (p->insn != call->insn || p->arg != param)
			continue;
		fact_join(analysis, all, &p->value);
		found = true;
	}
	/* not passed in any run: the call cannot be reached */
	return found || !call->function->fn->n_unknown;
}

bool fact_of_param(struct analysis *analysis, const struct function_ref *fn,
		   guint param, struct fact_value *out)
{
	struct fact_value all = { .range = range_empty() };
	bool known = true;

	/* an allocator's size is judged where it is called */
	if (rulebase_allocator(analysis->rules, fn->fn->name) ||
	    !function_callers_known(analysis->db, fn) || !fn->callers->len ||
	    fn->callers->len > MAX_WRITERS)
		return false;
	if (analysis->depth >= MAX_FACT_DEPTH) {
		analysis->n_cut++;
		return false;
	}
	analysis->depth++;
	for (guint i = 0; i < fn->callers->len && known; i++)
		known = passed_at(analysis, &g_array_index(fn->callers,
							   struct code_ref, i),
				  param, &all);
	analysis->depth--;
	if (!known || range_is_empty(all.range))
		return false;
	*out = all;
	return true;
}
