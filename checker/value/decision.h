/* SPDX-License-Identifier: GPL-2.0-only */
/* Conditions that a function tests more than once; see decision.c. */
#ifndef KMCHECK_VALUE_DECISION_H
#define KMCHECK_VALUE_DECISION_H

#include "ir/graph.h"

#define MAX_DECISIONS 16

/* A set of decisions, and what was decided: two bits for each, 01 for true,
 * 10 for false, 00 for not known. */
struct decision {
	guint32 bits;		/* both bits of a block's decision, or 0 */
	bool negated;		/* the block tests its opposite */
};

struct decisions {
	guint n;
	struct decision *at;	/* per block */
	guint32 *live;		/* per block: bits of those tested from it on */
};

/* is_flag: per local. */
void decisions_find(struct decisions *out, const struct ir_function *fn,
		    const struct ir_graph *graph, const bool *is_flag);
void decisions_clear(struct decisions *decisions);

/* `decided` after the block's condition turned out so. */
static inline guint32 decision_taken(const struct decision *decision,
				     guint32 decided, bool holds)
{
	guint32 half = holds != decision->negated ? 0x55555555u : 0xaaaaaaaau;

	return (decided & ~decision->bits) | (decision->bits & half);
}

/* What both say. */
static inline guint32 decisions_meet(guint32 a, guint32 b)
{
	return a & b;
}

#endif
