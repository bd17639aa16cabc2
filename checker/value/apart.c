// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which states of one block are joined? Those that carry the same codes and
 * flags (see flow.c), and have taken the same of the decisions that are tested
 * again.
 */
#include "value/apart.h"

/* Codes and flags fall into few classes: small numbers each by itself, all
 * negative ones together, and whatever is not known. */
guint64 apart_class(struct engine *engine, const struct state *state, vn v)
{
	const struct range *r = state_range(engine, state, v);
	wide value;

	if (range_is_const(r, &value) && value >= 0 && value < 8)
		return (guint64)value + 1;
	if (r->n && (range_max(r) < 0 || range_min(r) >= FIRST_ERROR_POINTER))
		return 10;
	/* an error pointer's or a count's sign does not matter, that it is
	 * not zero does */
	if (!range_contains(r, 0))
		return 11;
	return 12;
}

static guint64 place_key(struct engine *engine, const struct state *state,
			 const struct binding *b, bool is_switched)
{
	wide value;

	if (is_switched &&
	    range_is_const(state_range(engine, state, b->value), &value))
		return (guint64)value * 31 + 13;
	return apart_class(engine, state, b->value);
}

/* A flag of the frame that nothing reads any more. */
static bool is_past(const struct engine *engine, const struct memory_place *p,
		    const struct frame *frame, guint64 live_flags)
{
	const struct number *root = number_at(&engine->numbers, p->root);

	return root->kind == N_LOCAL && root->frame == frame &&
	       !(live_flags & flow_flag(root->imm));
}

struct ahead apart_ahead(const struct frame *frame, guint32 block)
{
	const struct flow *flow = frame->flow;

	return (struct ahead){ frame, flow->decisions.live[block],
			       flow->live_flags[block] };
}

guint64 apart_key(struct engine *engine, const struct state *state,
		  struct ahead ahead, enum apart apart)
{
	guint64 key = apart == APART_DECISIONS ?
		      state->decided & ahead.decisions : 0;

	if (state->has_passed)
		key = ~key;
	if (apart == APART_NOTHING)
		return key;
	for (guint i = 0; i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);
		const struct memory_place *p = engine_place_at(engine,
							       b->place);

		if ((apart == APART_SWITCHED ? p->is_switched : p->is_flag) &&
		    !is_past(engine, p, ahead.frame, ahead.flags))
			key = (key ^ b->place) * 0x9e3779b97f4a7c15u +
			      place_key(engine, state, b, p->is_switched);
	}
	return key;
}
