/* SPDX-License-Identifier: GPL-2.0-only */
/* What a loop does to the places that its head joins; see loop.c. */
#ifndef KMCHECK_VALUE_LOOP_H
#define KMCHECK_VALUE_LOOP_H

#include "value/engine.h"

struct loop_edge {
	const struct state *state;	/* as it leaves the predecessor */
	bool is_back;
};

/*
 * Sharpen the state at a loop head. edges: all that lead to it (struct
 * loop_edge); before: the head's state that those which come round were
 * computed from. is_settled: they hold for every turn, nothing is widened any
 * more; until then, only what the loop leaves alone is told.
 */
/* true: the head now says what only further rounds can confirm. */
bool loop_refine(struct engine *engine, const struct frame *frame,
		 const void *block, const GArray *edges,
		 const struct state *before, bool is_settled,
		 struct state *head);

/* invariant.c: is a number not made anew in the loop with that head? */
bool loop_leaves_alone(struct engine *engine, const struct frame *frame,
		       const void *block, vn v);
/* … facts about numbers that the loop leaves alone, from its
 * entries, into the state at its head. */
void loop_keep_facts(struct engine *engine, const struct frame *frame,
		     const void *block, const GArray *edges,
		     struct state *head);

#endif
