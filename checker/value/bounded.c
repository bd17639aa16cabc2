// SPDX-License-Identifier: GPL-2.0-only
/* By what a number is bounded: how badly is that itself known? */
#include "value/engine.h"

static const struct number *at(const struct engine *engine, vn v)
{
	return number_at(&engine->numbers, v);
}

static bool is_counter(const struct number *n)
{
	return n->kind == N_PHI && n->is_loop;
}

/* A loop's counter, or what it is in the next turn. */
static bool is_counted(struct engine *engine, vn v)
{
	const struct number *n = at(engine, v);

	return is_counter(n) ||
	       (n->kind == N_OP && n->op == IR_ADD &&
		(is_counter(at(engine, n->a)) || is_counter(at(engine, n->b))));
}

/* How well is the upper end of what may be a bound known? */
static enum know bound_know(struct engine *engine, const struct state *state,
			    vn w)
{
	const struct range *r = state_range(engine, state, w);

	/* a counter of the same loop is no bound */
	if (!r->n || is_counted(engine, w))
		return KNOW_CODE;
	return range_know_max(r);
}

/* Does v <= w + c say anything, however small w is? */
static bool tells_something(struct engine *engine, const struct state *state,
			    const struct fact *f)
{
	const struct range *v = state_range(engine, state, f->v);
	const struct range *w = state_range(engine, state, f->w);

	return !v->n || !w->n || range_min(w) + f->c < range_max(v);
}

enum know state_bounded_by(struct engine *engine, const struct state *state,
			   vn v, vn *bound)
{
	enum know worst = KNOW_CODE;
	wide offset;

	v = state_peel(engine, state, v, &offset);
	for (guint i = 0; i < state->facts->len; i++) {
		const struct fact *f = &g_array_index(state->facts,
						      struct fact, i);
		enum know know;

		if (f->v != v || !tells_something(engine, state, f))
			continue;
		know = bound_know(engine, state, f->w);
		if (know <= worst)
			continue;
		worst = know;
		*bound = f->w;
	}
	return worst;
}

bool state_bounded_by_unknown(struct engine *engine,
			      const struct state *state, vn v)
{
	vn bound;

	return state_bounded_by(engine, state, v, &bound) == KNOW_NOTHING;
}
