/* SPDX-License-Identifier: GPL-2.0-only */
/* One loop's head at the end of the fixpoint, inside the value layer. */
#ifndef KMCHECK_VALUE_LOOPING_H
#define KMCHECK_VALUE_LOOPING_H

#include "value/loop.h"

/* One place of the head. */
struct variable {
	guint32 place;
	vn phi;			/* of the head */
	vn start;		/* the same on every edge in; 0: differs */
	vn held;		/* what `before` had in it: phi, or what stood in
				   for phi; else 0 */
	wide step;		/* counter: added in each turn */
};

struct loop {
	struct engine *engine;
	const struct frame *frame;
	const void *block;
	const GArray *edges;
	const struct state *before;
	struct state *head;
	struct variable counter;	/* phi 0: there is none */
	wide most_turns;		/* of the counter */
};

/* What is to be told of a turn. */
enum turn {
	TURN_EXACTLY,		/* what it adds */
	TURN_AT_MOST,		/* after so many: start + so many times that */
};

/* What is added in a turn, over all ways round; NULL: that cannot be told. */
const struct range *turn_of(const struct loop *loop,
			    const struct variable *var, enum turn what);
/* Bounds a sum of what the counter picks from a table. */
void loop_add_entries(const struct loop *loop, const struct variable *var,
		      enum turn what);
/* loop_bits.c: bounds a variable that turns only set bits in. */
void loop_bound_bits(const struct loop *loop, const struct variable *var);

#endif
