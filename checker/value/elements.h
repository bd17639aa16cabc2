/* SPDX-License-Identifier: GPL-2.0-only */
/* Arrays whose elements a loop has held against a bound; see elements.c. */
#ifndef KMCHECK_VALUE_ELEMENTS_H
#define KMCHECK_VALUE_ELEMENTS_H

#include "value/loop.h"

/* The engine's notes; owned. */
GArray *elements_new(void);
/* The loop's counter goes through 0, 1, …: what do its turns say of the
 * elements of arrays that it picks? edges, head: as loop_refine() has them,
 * settled. */
void elements_learn(struct engine *engine, const GArray *edges,
		    const struct state *head, vn counter);
/* The value was read at the place: use what is noted of it. */
void elements_apply(struct engine *engine, struct state *state, guint32 place,
		    vn value);

#endif
