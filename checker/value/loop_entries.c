// SPDX-License-Identifier: GPL-2.0-only
/*
 * A loop that adds up the entries of a constant table:
 *
 *	for (i = 0; i < ARRAY_SIZE(parts); i++)
 *		bytes += parts[i].bytes;
 *
 * comes to no more than all of them together, which so many times the largest
 * one may be far above.
 */
#include "value/looping.h"

#define MAX_SUMMED 64		/* turns that are looked at one by one */

/* What the turn adds in which the counter is that; NULL: the counter does not
 * pick it from a table. */
static const struct range *turn_at(const struct loop *loop,
				   const struct variable *var, enum turn what,
				   wide counter)
{
	g_autoptr(GArray) edges = g_array_new(FALSE, TRUE,
					      sizeof(struct loop_edge));
	struct loop turn = *loop;
	const struct range *added = NULL;
	bool picks = true;

	for (guint i = 0; i < loop->edges->len && picks; i++) {
		struct loop_edge e = g_array_index(loop->edges,
						   struct loop_edge, i);

		if (!e.is_back)
			continue;
		e.state = engine_at_entry(loop->engine, e.state,
					  loop->counter.phi, counter);
		picks = e.state;
		if (picks)
			g_array_append_val(edges, e);
	}
	turn.edges = edges;
	if (picks)
		added = turn_of(&turn, var, what);
	for (guint i = 0; i < edges->len; i++)
		state_unref((struct state *)g_array_index(edges,
					struct loop_edge, i).state);
	return added;
}

/* Entries of a table, each added once: no more than all of them together. */
void loop_add_entries(const struct loop *loop, const struct variable *var,
		      enum turn what)
{
	struct engine *engine = loop->engine;
	const struct variable *c = &loop->counter;
	struct ctype t = number_at(&engine->numbers, var->phi)->type;
	const struct range *before = state_range(engine, loop->head,
						 var->start);
	wide start, sum = range_max(before);

	if (loop->most_turns > MAX_SUMMED ||
	    range_know_max(before) != KNOW_CODE ||
	    !range_is_const(state_range(engine, loop->head, c->start),
			    &start))
		return;
	for (wide i = 0; i < loop->most_turns; i++) {
		const struct range *added = turn_at(loop, var, what,
						    start + i * c->step);

		if (!added || (added->n && range_min(added) < 0))
			return;
		if (added->n)
			sum += range_max(added);
	}
	if (sum <= ctype_max(t))
		state_restrict(engine, loop->head, var->phi,
			       range_interval(&engine->region, ctype_min(t),
					      sum, KNOW_NOTHING, KNOW_CODE),
			       NULL);
}
