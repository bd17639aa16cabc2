/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The shape of a function: order, predecessors and dominators of its blocks.
 * Made once from a function whose targets are valid; blocks that cannot be
 * reached from the entry have no order and no dominator.
 */
#ifndef KMCHECK_IR_GRAPH_H
#define KMCHECK_IR_GRAPH_H

#include "ir/ir.h"

struct ir_graph {
	guint32 n_blocks, n_reachable;
	guint32 *order;		/* reachable blocks, reverse postorder; all that
				   a loop is made of stands together */
	guint32 *component;	/* of order[i]: blocks that reach each other are
				   one; counted from 0 on */
	guint32 *position;	/* of a block in order; IR_NONE: unreachable */
	guint32 *idom;		/* immediate dominator of a reachable block;
				   the entry's is the entry */
	guint32 *first_pred;	/* preds of b: [first_pred[b],
				   first_pred[b + 1]) */
	guint32 *preds;		/* reachable blocks only, one per edge */
};

struct ir_graph *ir_graph_new(const struct ir_function *fn);
void ir_graph_free(struct ir_graph *graph);

/* Every path from the entry to b goes through a; true if a is b. Both must be
 * reachable. */
bool ir_graph_dominates(const struct ir_graph *graph, guint32 a, guint32 b);

/* Is b in the loop of that head: can it come back there without leaving? */
bool ir_graph_in_loop(const struct ir_graph *graph, guint32 head, guint32 b);

/* Edges out of a block: its targets, then its cases. */
guint ir_block_n_successors(const struct ir_block *block);
guint32 ir_block_successor(const struct ir_block *block, guint i);
/* Is there a way of at least one edge from a block to another (or itself)? */
bool ir_block_reaches(const struct ir_function *fn, guint32 from, guint32 to);

#endif
