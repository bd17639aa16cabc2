// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stores that only lower: `max = min(n, max)`, `if (n < o->max) o->max = n`,
 * `if (n <= o->left) o->left -= n`.
 * Whatever n is, the field holds no more than it did, so such a store adds to
 * what the others put there nothing but smaller values.
 */
#include "model/model.h"

/* Was it read from the same field of whatever object, or from the global? */
static bool was_there(struct engine *engine, const struct stored_value *stored,
		      vn v)
{
	const struct number *n = number_at(&engine->numbers, v);
	const struct memory_place *place;

	if (n->kind != N_LEAF || n->leaf != LEAF_LOAD)
		return false;
	place = engine_place_at(engine, (guint32)n->imm);
	n = number_at(&engine->numbers, place->root);
	return stored->field ? place->field == stored->field :
		n->kind == N_GLOBAL && n->ref == stored->global;
}

/* In a loop what lay there is what an earlier turn left. */
static bool is_below(struct engine *engine, const struct state *state, vn v,
		     vn before)
{
	wide c;

	return before && before != v &&
	       !number_is_const(&engine->numbers, v, NULL) &&
	       state_prove(engine, state, v, before, &c) && c <= 0;
}

/* What was there, less something that is known to be no more. */
static bool is_taken_from(struct engine *engine, const struct state *state,
			  const struct stored_value *stored, vn v)
{
	const struct number n = *number_at(&engine->numbers, v);
	const struct range *taken;
	wide offset, c;

	if (n.kind != N_OP || n.op != IR_SUB)
		return false;
	taken = state_range(engine, state, n.b);
	return taken->n && range_min(taken) >= 0 &&
	       was_there(engine, stored,
			 state_peel(engine, state, n.a, &offset)) &&
	       offset <= 0 && state_prove(engine, state, n.b, n.a, &c) &&
	       c <= 0;
}

bool value_lowers(struct engine *engine, const struct state *state,
		  const struct stored_value *stored, vn v, vn before)
{
	wide offset;

	if (is_below(engine, state, v, before))
		return true;
	v = state_peel(engine, state, v, &offset);
	if (offset <= 0 && is_taken_from(engine, state, stored, v))
		return true;
	for (guint i = state_find_fact(state, v, 0); i < state->facts->len;
	     i++) {
		const struct fact *f = &g_array_index(state->facts,
						      struct fact, i);

		if (f->v != v)
			break;
		if (f->c + offset <= 0 && was_there(engine, stored, f->w))
			return true;
	}
	return false;
}

void fact_join_lowered(struct analysis *analysis, struct fact_value *all,
		       const struct fact_value *one)
{
	all->lowered = all->lowered ? range_union(&analysis->region,
						  all->lowered, one->range) :
				      one->range;
}

void fact_settle_lowered(struct analysis *analysis, struct fact_value *all)
{
	const struct range *r = all->lowered;

	if (r && r->n && all->range->n)
		all->range = range_union(&analysis->region, all->range,
			range_interval(&analysis->region, range_min(r),
				       range_max(all->range),
				       r->at[0].know_low,
				       range_know_max(all->range)));
	all->lowered = NULL;
}
