// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a store leaves behind: `o->n = arg; if (o->n > MAX) o->n = MAX;` stores
 * whatever arg is, but nobody who comes later finds more than MAX.
 *
 * Only a value that somebody chose is worth the question. It is what the place
 * holds where the function returns, on the ways that lead through the store:
 * for that the function is run once more, with these ways kept apart from the
 * others; or what it holds when a callee that nobody knows gets the object: from
 * then on others may see it. Who fails to set an object up gives it up, and what was stored in it;
 * who fails to change one that is there leaves in it what he has stored. If the
 * value is left as it was, and all who call the function are in view, it is
 * asked of them: they may look at what was stored, or have checked before what
 * they hand on.
 */
#include "model/model.h"

#define MAX_SETTLING_CALLERS 4
#define MAX_SETTLING_LEVELS 2
#define MAX_SETTLING_WAYS 4	/* that met, one after the other */

void settling_stored(struct engine *engine, struct settling *settling,
		     const struct ir_insn *insn,
		     const struct memory_place *place)
{
	guint32 id;

	if (insn != settling->insn || place->field != settling->field ||
	    place->is_pointer)
		return;
	id = engine_place(engine, number_offset(&engine->numbers, place->root,
						place->offset, place->field),
			  place->size_bytes, place->type, false,
			  place->bit_offset, place->bit_width);
	for (guint i = 0; i < settling->places->len; i++)
		if (g_array_index(settling->places, guint32, i) == id)
			return;
	g_array_append_val(settling->places, id);
}

/* Does the kernel drop what the function was to set up when it fails? */
static bool is_setup(const struct running *running)
{
	const struct rulebase *rules = running->analysis->rules;
	const struct function_ref *fn = running->entry;

	for (guint i = 0; i < fn->handed->len; i++) {
		const char *field = strrchr(g_ptr_array_index(fn->handed, i),
					    '.');

		if (field && rulebase_word(rules, "setup.fields", field + 1))
			return true;
	}
	for (guint i = 0; i < fn->handed_to->len; i++)
		if (rulebase_word(rules, "setup.callees",
				  g_ptr_array_index(fn->handed_to, i)))
			return true;
	return false;
}

/* An error code, an error pointer, or no pointer at all. */
static bool is_failure(struct engine *engine, const struct frame *frame,
		       const struct state *state, vn v)
{
	const struct range *r = v ? state_range(engine, state, v) : NULL;

	if (!r || !r->n)
		return false;
	return range_max(r) < 0 || range_min(r) >= FIRST_ERROR_POINTER ||
	       (range_max(r) == 0 &&
		ir_type(frame->unit, frame->fn->result)->kind == IR_PTR);
}

static bool is_handed_on_one_way(const struct engine *engine,
				 const struct number *n)
{
	if (n->kind == N_PHI && n->n_inputs < MAX_PHI_INPUTS)
		for (guint i = 0; i < n->n_inputs; i++)
			if (number_at(&engine->numbers,
				      n->inputs[i])->is_handed)
				return true;
	return false;
}

/* One more value that is left behind: of a phi, each that met in it. */
static void leave(struct engine *engine, struct settling *settling,
		  const struct state *state, struct value value, guint depth)
{
	const struct running *running = engine->client->data;
	const struct number n = *number_at(&engine->numbers, value.v);
	struct fact_value one;

	if (n.is_handed)	/* taken up when it was handed over */
		return;
	if (depth && is_handed_on_one_way(engine, &n)) {
		for (guint i = 0; i < n.n_inputs; i++)
			leave(engine, settling, state,
			      (struct value){ n.inputs[i], value.why },
			      depth - 1);
		return;
	}
	one = fact_keep(engine, state, value);
	fact_join(running->analysis, &settling->left, &one);
}

void settling_handed(struct engine *engine, struct settling *settling,
		     const struct state *before, const struct state *after)
{
	for (guint i = 0; before->has_passed && i < settling->places->len;
	     i++) {
		guint32 place = g_array_index(settling->places, guint32, i);
		const struct binding *b = state_lookup(before, place);

		if (b && !state_lookup(after, place))
			leave(engine, settling, before,
			      (struct value){ b->value, b->why },
			      MAX_SETTLING_WAYS);
	}
}

void settling_returned(struct engine *engine, struct settling *settling,
		       const struct frame *frame, struct state *state,
		       struct value result)
{
	struct running *running = engine->client->data;
	bool has_failed = is_failure(engine, frame, state, result.v);

	if (!state->has_passed || (has_failed && is_setup(running)) ||
	    (settling->status &&
	     !range_contains(state_range(engine, state, settling->status), 0)))
		return;
	for (guint i = 0; i < settling->places->len; i++) {
		guint32 place = g_array_index(settling->places, guint32, i);
		const struct memory_place p = *engine_place_at(engine, place);
		struct value value;

		if (has_failed && engine_object_of(engine, p.root)->is_fresh)
			continue;
		value = engine_load(engine, state, frame, settling->insn,
				    (struct ir_loc){ 0 },
				    number_offset(&engine->numbers, p.root,
						  p.offset, p.field),
				    p.size_bytes, p.type, false);
		leave(engine, settling, state, value, MAX_SETTLING_WAYS);
	}
}

/* Somebody chose it, and no check has bounded it. */
static bool is_chosen(const struct range *r)
{
	enum know know = range_know_max(r);

	return know == KNOW_SOURCE || know == KNOW_SOURCE2;
}

static wide count_values(const struct range *r)
{
	wide n = 0;

	for (guint i = 0; i < r->n; i++)
		n += r->at[i].high - r->at[i].low + 1;
	return n;
}

/* Is it bounded, or at least not all that was stored? A check of a sum that
 * wraps leaves the largest values, and with them what the same sum makes of
 * them elsewhere. */
static bool is_less(const struct range *left, const struct range *stored)
{
	return range_know_max(left) == KNOW_CODE ||
	       count_values(left) < count_values(stored);
}

/* One function that stores, or leads to who does through `next`. */
struct way_in {
	struct function_ref *fn;
	const struct function_ref *next;	/* NULL: it stores itself */
	const struct function_ref *storing;
};

/* true: where the run leads to the store, less is stored: it has checked what
 * it hands on. */
static bool hands_less(struct analysis *analysis, const struct way_in *way,
		       const struct run_result *run,
		       const struct stored_value *stored,
		       struct fact_value *left)
{
	if (!way->next || run_passed_over(run, way->next) ||
	    run_passed_over(run, way->storing))
		return false;
	*left = (struct fact_value){ .range = range_empty() };
	for (guint i = 0; i < run->stores->len; i++) {
		const struct stored_value *s = &g_array_index(run->stores,
						struct stored_value, i);

		if (s->insn == stored->insn && s->field == stored->field)
			fact_join(analysis, left, &s->value);
	}
	return left->range->n && is_less(left->range, stored->value.range);
}

/* true: the function's run says what is left, and that is less. */
static bool settles_in(struct analysis *analysis, const struct way_in *way,
		       const struct stored_value *stored,
		       struct fact_value *left)
{
	struct settling settling = {
		.insn = stored->insn, .field = stored->field,
		.places = g_array_new(FALSE, FALSE, sizeof(guint32)),
	};
	struct run_result *run;
	bool is_known = false;

	if (!way->fn->fn->is_complete)
		return false;
	if (g_hash_table_contains(analysis->running, way->fn)) {
		analysis->n_cut++;
		return false;
	}
	run = analysis_run_apart(analysis, way->fn, &settling);
	if (!run->gave_up && settling.left.range) {
		*left = settling.left;
		is_known = is_less(left->range, stored->value.range) ||
			   hands_less(analysis, way, run, stored, left);
	}
	run_result_free(run);
	g_array_unref(settling.places);
	return is_known;
}

static bool settles(struct analysis *analysis, const struct way_in *way,
		    const struct stored_value *stored, guint levels,
		    struct fact_value *left)
{
	const struct function_ref *fn = way->fn;

	if (settles_in(analysis, way, stored, left))
		return true;
	if (!levels || !function_callers_known(analysis->db, fn) ||
	    !fn->callers->len || fn->callers->len > MAX_SETTLING_CALLERS)
		return false;
	*left = (struct fact_value){ .range = range_empty() };
	for (guint i = 0; i < fn->callers->len; i++) {
		const struct way_in caller = {
			g_array_index(fn->callers, struct code_ref, i).function,
			fn, way->storing,
		};
		struct fact_value one = { .range = NULL };

		if (!settles(analysis, &caller, stored, levels - 1, &one))
			return false;
		fact_join(analysis, left, &one);
	}
	return true;
}

void store_settle(struct analysis *analysis, struct function_ref *fn,
		  const struct stored_value *stored, struct fact_value *value)
{
	const struct way_in way = { fn, NULL, fn };
	struct fact_value left = { .range = NULL };

	if (is_chosen(value->range) && analysis->depth < MAX_FACT_DEPTH &&
	    settles(analysis, &way, stored, MAX_SETTLING_LEVELS, &left))
		*value = left;
}
