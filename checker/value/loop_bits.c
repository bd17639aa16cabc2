// SPDX-License-Identifier: GPL-2.0-only
/*
 * A loop that sets bits:
 *
 *	for (shift = 0; shift < 21; shift += 7)
 *		length |= (byte & 0x7f) << shift;
 *
 * comes to no bit above the highest one that it was given or a turn sets.
 */
#include "value/looping.h"

#define MAX_DEPTH 8

/* All that the variable was, or had set in it. */
struct given {
	const struct range *parts;
	guint n_set;		/* times that something was set in it */
};

static bool add_part(const struct loop *loop, const struct state *state, vn v,
		     struct given *given)
{
	const struct range *r = state_range(loop->engine, state, v);

	given->parts = range_union(&loop->engine->region, given->parts, r);
	return !r->n || range_min(r) >= 0;
}

/* v is var as it was at the head, with bits set or not, or something else
 * altogether; false: it may be more than that. */
static bool add_bits(const struct loop *loop, const struct state *state,
		     const struct variable *var, vn v, guint depth,
		     struct given *given)
{
	const struct number n = *number_at(&loop->engine->numbers, v);

	if (v == var->phi)
		return true;
	if (!number_depends_on(&loop->engine->numbers, v, var->phi))
		return add_part(loop, state, v, given);
	if (!depth)
		return false;
	if (n.kind == N_PHI && n.n_inputs && n.n_inputs < MAX_PHI_INPUTS) {
		for (guint i = 0; i < n.n_inputs; i++)
			if (!add_bits(loop, state, var, n.inputs[i], depth - 1,
				      given))
				return false;
		return true;
	}
	if (n.kind != N_OP || n.op != IR_OR)
		return false;
	given->n_set++;
	return add_bits(loop, state, var, n.a, depth - 1, given) &&
	       add_bits(loop, state, var, n.b, depth - 1, given);
}

static wide all_ones_below(wide v)
{
	wide ones = 0;

	while (ones < v)
		ones = ones * 2 + 1;
	return ones;
}

/* What comes round is that of the turns in which the counter has a value that
 * it takes (keep_stride(), loop.c), which the edge need not know yet. */
static struct state *at_stride(const struct loop *loop,
			       const struct state *edge)
{
	const struct variable *counter = &loop->counter;
	struct state *state = state_copy(edge);

	if (counter->phi && ABS(counter->step) > 1)
		state_restrict(loop->engine, state, counter->phi,
			       state_range(loop->engine, loop->head,
					   counter->phi), NULL);
	return state;
}

static bool add_edge(const struct loop *loop, const struct loop_edge *e,
		     const struct variable *var, struct given *given)
{
	const struct binding *b = state_lookup(e->state, var->place);
	struct state *state;
	bool is_known;

	if (!b)
		return false;
	if (!e->is_back)
		return add_part(loop, e->state, b->value, given);
	state = at_stride(loop, e->state);
	is_known = state->is_dead ||
		   add_bits(loop, state, var, b->value, MAX_DEPTH, given);
	state_unref(state);
	return is_known;
}

void loop_bound_bits(const struct loop *loop, const struct variable *var)
{
	struct engine *engine = loop->engine;
	struct given given = { .parts = range_empty() };
	const struct range *r;

	if (var->held != var->phi)
		return;
	for (guint i = 0; i < loop->edges->len; i++)
		if (!add_edge(loop, &g_array_index(loop->edges,
						   struct loop_edge, i),
			      var, &given))
			return;
	if (!given.n_set || !given.parts->n)
		return;
	r = range_interval(&engine->region, 0,
			   all_ones_below(range_max(given.parts)), KNOW_CODE,
			   range_know_max(given.parts));
	r = range_intersect(&engine->region, r,
			    state_range(engine, loop->head, var->phi));
	if (!range_is_empty(r))
		state_set_known(loop->head, var->phi, r,
				state_bound_why(loop->head, var->phi));
}
