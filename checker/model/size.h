/* SPDX-License-Identifier: GPL-2.0-only */
/* How much one call asks for, as the allocator sees it. */
#ifndef KMCHECK_MODEL_SIZE_H
#define KMCHECK_MODEL_SIZE_H

#include "model/model.h"

struct size {
	vn v;			/* its number, or 0 */
	const struct range *exact;	/* before any wrap; in the engine's
					   region */
	const struct why *why;
	bool is_mapped;		/* exact is not v's: it was rounded since */
};

/* In bytes, also for a row whose argument is an order. The exact range is
 * empty where the call cannot be reached. */
struct size size_asked(struct engine *engine, struct state *state,
		       const struct call_site *site,
		       const struct allocator *row);

#endif
