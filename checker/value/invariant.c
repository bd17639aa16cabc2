// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is known of two numbers that a loop does not make anew holds in all of
 * it if it holds where the loop is entered: the join with what comes round
 * would only lose it.
 */
#include "value/loop.h"

#define MAX_DEPTH 6

struct loop_body {
	struct engine *engine;
	const struct frame *frame;
	guint32 head;			/* block */
};

static guint32 block_number(const struct ir_function *fn, const void *block)
{
	for (guint32 b = 0; b < fn->n_blocks; b++)
		if (ir_block(fn, b) == block)
			return b;
	return IR_NONE;
}

static bool is_in_body(const struct loop_body *body, guint32 block)
{
	return ir_graph_in_loop(body->frame->flow->graph, body->head, block);
}

/* Is this instruction or block of the frame's function in the loop? Not known:
 * it is. */
static bool is_at_in_body(const struct loop_body *body, const void *at)
{
	const struct ir_function *fn = body->frame->fn;

	for (guint32 b = 0; b < fn->n_blocks; b++) {
		const struct ir_block *block = ir_block(fn, b);
		const struct ir_insn *first = block->insns;

		if (at == block ||
		    ((const struct ir_insn *)at >= first &&
		     (const struct ir_insn *)at < first + block->n_insns))
			return is_in_body(body, b);
	}
	return true;
}

/* Was a number with this frame and site made outside the loop? Of the frames
 * that are not its own, only those that it calls run while it does. */
static bool is_made_outside(const struct loop_body *body,
			    const struct number *n)
{
	const struct frame *frame = n->frame;
	const void *at = n->ref;

	if (!frame)
		return false;
	for (; frame && frame != body->frame; frame = frame->parent)
		at = frame->call;
	return !frame || (at && !is_at_in_body(body, at));
}

static bool is_fixed(const struct loop_body *body, vn v, guint depth)
{
	const struct number n = *number_at(&body->engine->numbers, v);

	switch (n.kind) {
	case N_CONST:
	case N_LOCAL:
	case N_GLOBAL:
	case N_FUNC:
	case N_STRING:
		return true;
	case N_PHI:
		return is_made_outside(body, &n);
	case N_LEAF:
		return n.leaf == LEAF_PARAM || is_made_outside(body, &n);
	default:
		return depth && (!n.a || is_fixed(body, n.a, depth - 1)) &&
		       (!n.b || is_fixed(body, n.b, depth - 1));
	}
}

bool loop_leaves_alone(struct engine *engine, const struct frame *frame,
		       const void *block, vn v)
{
	const struct loop_body body = {
		engine, frame, block_number(frame->fn, block),
	};

	return body.head != IR_NONE && is_fixed(&body, v, MAX_DEPTH);
}

/* Holds on every other edge in: at most *c apart. */
static bool holds_on_entry(struct engine *engine, const GArray *edges,
			   const struct fact *fact, wide *c)
{
	*c = fact->c;
	for (guint i = 0; i < edges->len; i++) {
		const struct loop_edge *e = &g_array_index(edges,
						struct loop_edge, i);
		wide one;

		if (e->is_back || state_has_fact(e->state, fact))
			continue;
		if (!state_prove(engine, e->state, fact->v, fact->w, &one))
			return false;
		*c = MAX(*c, one);
	}
	return true;
}

void loop_keep_facts(struct engine *engine, const struct frame *frame,
		     const void *block, const GArray *edges,
		     struct state *head)
{
	const struct loop_body body = {
		engine, frame, block_number(frame->fn, block),
	};
	const struct state *entry = NULL;

	for (guint i = 0; i < edges->len && !entry; i++)
		if (!g_array_index(edges, struct loop_edge, i).is_back)
			entry = g_array_index(edges, struct loop_edge,
					      i).state;
	for (guint i = 0; entry && i < entry->facts->len; i++) {
		const struct fact f = g_array_index(entry->facts, struct fact,
						    i);
		const struct fact *known = state_fact_about(head, f.v, f.w);
		wide c;

		if ((known && known->c <= f.c) ||
		    !is_fixed(&body, f.v, MAX_DEPTH) ||
		    !is_fixed(&body, f.w, MAX_DEPTH) ||
		    !holds_on_entry(engine, edges, &f, &c))
			continue;
		state_add_fact(engine, head, f.v, f.w, c);
	}
}
