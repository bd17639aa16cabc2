// SPDX-License-Identifier: GPL-2.0-only
/*
 * Growth: the size comes from a loop's phi whose next value is larger. With
 * start and step known, the first turn over the limit is found by going
 * through them.
 */
#include "model/growth.h"

#include "ir/graph.h"
#include "ir/walk.h"

#define MAX_TURNS (1000 * 1000)
/* A step that makes this number larger makes the size grow. */
#define PROBE 1000
/* Far past every limit, and far from the end of `wide`. */
#define MAX_SHIFT 40

/* What `next` is in terms of the phi, when the phi is `now`. */
static bool next_size(struct engine *engine, vn phi, vn next, wide now,
		      wide *then)
{
	const struct number *n = number_at(&engine->numbers, next);
	wide c;

	if (next == phi) {
		*then = now;
		return true;
	}
	if (n->kind == N_OP && n->op == IR_CAST)
		return next_size(engine, phi, n->a, now, then);
	if (n->kind == N_PHI && !n->is_loop && n->entry && n->back) {
		wide other;

		/* the larger of two ways through the loop's body */
		if (!next_size(engine, phi, n->entry, now, then) ||
		    !next_size(engine, phi, n->back, now, &other))
			return false;
		*then = MAX(*then, other);
		return true;
	}
	if (n->kind != N_OP || !n->b ||
	    !number_is_const(&engine->numbers, n->b, &c) ||
	    !next_size(engine, phi, n->a, now, then))
		return false;
	switch (n->op) {
	case IR_ADD:
		*then += c;
		return true;
	case IR_MUL:
		return !__builtin_mul_overflow(*then, c, then);
	case IR_SHL:
		*then <<= c < 0 || c > MAX_SHIFT ? MAX_SHIFT : c;
		return true;
	default:
		return false;
	}
}

struct growth {
	struct engine *engine;
	vn phi;
};

static bool is_growing_phi(const struct number *n, void *data)
{
	struct growth *g = data;
	vn v = (vn)(n - number_at(&g->engine->numbers, 0));
	wide then;

	if (n->kind != N_PHI || !n->entry || !n->back)
		return false;
	/* the edges of a loop head are in no order: what is made from the phi
	 * comes round */
	if (next_size(g->engine, v, n->entry, PROBE, &then)) {
		struct number *phi = number_at(&g->engine->numbers, v);
		vn entry = phi->back;

		phi->back = phi->entry;
		phi->entry = entry;
	}
	if (!next_size(g->engine, v, n->back, PROBE, &then) || then <= PROBE)
		return false;
	g->phi = v;
	return true;
}

/* Is the request made in every turn of the loop, or only after it? */
static bool is_in_loop(const struct frame *frame, const struct ir_insn *insn,
		       const struct number *phi)
{
	const struct ir_function *fn;
	const struct ir_insn *other;
	guint32 here = IR_NONE, head = IR_NONE;

	while (frame && frame != phi->frame) {
		insn = frame->call;
		frame = frame->parent;
	}
	if (!frame)
		return false;
	fn = frame->fn;
	for (guint32 b = 0; b < fn->blocks->len; b++)
		if (ir_block(fn, b) == phi->ref)
			head = b;
	ir_for_each_insn(fn, walk, other)
		if (other == insn)
			here = walk.block;
	if (here == IR_NONE || head == IR_NONE)
		return false;
	return here == head || ir_block_reaches(fn, here, head);
}

void growth_find(struct engine *engine, const struct state *state,
		 const struct frame *frame, vn size, struct request *request)
{
	struct growth g = { engine, 0 };
	const struct number *phi;
	const struct range *start;
	wide now, then;

	if (!number_depends(&engine->numbers, size, is_growing_phi, &g))
		return;
	/* a bound by anything, known or not, is not this rule's */
	if (range_is_empty(request->worst.range) ||
	    range_know_max(request->worst.range) != KNOW_NOTHING ||
	    state_bounded_by_unknown(engine, state, g.phi) ||
	    range_know_max(state_range(engine, state, g.phi)) != KNOW_NOTHING)
		return;
	phi = number_at(&engine->numbers, g.phi);
	if (!is_in_loop(frame, request->insn, phi))
		return;
	request->grows = true;
	start = state_range(engine, state, phi->entry);
	if (!range_is_const(start, &now))
		return;
	for (guint turn = 0; turn < MAX_TURNS; turn++) {
		wide asked;

		if (!next_size(engine, g.phi, size, now, &asked))
			return;
		if (asked > (wide)request->limit) {
			request->first_failing_bytes = (guint64)asked;
			return;
		}
		if (!next_size(engine, g.phi, phi->back, now, &then) ||
		    then <= now)
			return;
		now = then;
	}
}
