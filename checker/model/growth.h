/* SPDX-License-Identifier: GPL-2.0-only */
/* A loop that makes a request larger turn by turn. */
#ifndef KMCHECK_MODEL_GROWTH_H
#define KMCHECK_MODEL_GROWTH_H

#include "model/model.h"

/* Set grows and first_failing_bytes of a request of `size`, which nothing
 * bounds. */
void growth_find(struct engine *engine, const struct state *state,
		 const struct frame *frame, vn size, struct request *request);

#endif
