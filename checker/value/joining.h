/* SPDX-License-Identifier: GPL-2.0-only */
/* Two states on their way into one, inside the value layer. */
#ifndef KMCHECK_VALUE_JOINING_H
#define KMCHECK_VALUE_JOINING_H

#include "value/memory.h"

struct joining {
	struct engine *engine;
	const struct frame *frame;
	const void *block;
	guint32 id;			/* of this join */
	struct state *a, *b;		/* private copies */
	struct state *out;
	bool is_head, widen;
	bool to_the_end;		/* widen past every threshold */
	GArray *phis;			/* struct phi_pair */
	GArray *thresholds;		/* wide, sorted; NULL: not asked for */
};

struct phi_pair {
	vn phi, a, b;
};

/* Is v a phi that this very join has made? */
bool joining_made(const struct joining *j, vn v);

/* The facts that hold on both sides, and then those of the phis. Are the ones
 * of both sides the same, and taken over already? */
void join_facts(struct joining *j, bool are_taken);

#endif
