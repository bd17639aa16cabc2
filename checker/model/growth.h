/* SPDX-License-Identifier: GPL-2.0-only */
/* A loop that makes a request larger turn by turn. */
#ifndef KMCHECK_MODEL_GROWTH_H
#define KMCHECK_MODEL_GROWTH_H

#include "model/model.h"

/* Set grows and first_failing_bytes of a request of `size`, which nothing
 * bounds. */
void growth_find(struct engine *engine, const struct state *state,
		 const struct frame *frame, vn size, struct request *request);

/* turns.c: does anything but the growing phi, or a bound of its own, say how many
 * turns its loop takes? */
bool turns_are_governed(struct engine *engine, const struct state *state,
			vn growing);
/* Does a test that leaves the phi's loop look at what is chosen from outside? */
bool turns_are_chosen(struct engine *engine, const struct state *state,
		      const struct number *phi);
/* The place that a loop's phi is of; NULL: it is no place's. */
const struct memory_place *phi_place(const struct engine *engine,
				     const struct number *phi);

#endif
