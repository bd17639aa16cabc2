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
#define MAX_DEPTH 16	/* of the expression that is a size */

static bool next_size(struct engine *engine, vn phi, vn next, wide now,
		      wide *then);

/* An operand: a constant, or made of the phi. */
static bool next_operand(struct engine *engine, vn phi, vn v, wide now,
			 wide *then)
{
	return number_is_const(&engine->numbers, v, then) ||
	       next_size(engine, phi, v, now, then);
}

/* a op b, where the operation makes something larger or does not lose much. */
static bool operate(enum ir_op op, wide a, wide b, wide *out)
{
	switch (op) {
	case IR_ADD:
		return !__builtin_add_overflow(a, b, out);
	case IR_SUB:
		return !__builtin_sub_overflow(a, b, out);
	case IR_MUL:
		return !__builtin_mul_overflow(a, b, out);
	case IR_SHL:
		*out = a << (b < 0 || b > MAX_SHIFT ? MAX_SHIFT : b);
		return a >= 0 && a <= G_MAXINT64;
	case IR_DIV:
		*out = b > 0 ? a / b : 0;
		return b > 0;
	case IR_SHR:
		*out = a >> (b < 0 || b > MAX_SHIFT ? MAX_SHIFT : b);
		return a >= 0;
	default:
		return false;
	}
}

/* What `next` is in terms of the phi, when the phi is `now`. */
static bool next_size(struct engine *engine, vn phi, vn next, wide now,
		      wide *then)
{
	const struct number *n = number_at(&engine->numbers, next);
	wide a, b;

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
	return n->kind == N_OP && n->b &&
	       next_size(engine, phi, n->a, now, &a) &&
	       next_operand(engine, phi, n->b, now, &b) &&
	       operate(n->op, a, b, then);
}

struct growth {
	struct engine *engine;
	vn phi;
	GArray *refused;	/* vn: phis of loops that something else ends */
};

static bool is_refused(const struct growth *g, vn v)
{
	for (guint i = 0; i < g->refused->len; i++)
		if (g_array_index(g->refused, vn, i) == v)
			return true;
	return false;
}

static bool is_growing_phi(const struct number *n, void *data)
{
	struct growth *g = data;
	vn v = (vn)(n - number_at(&g->engine->numbers, 0));
	wide then;

	if (n->kind != N_PHI || !n->entry || !n->back || is_refused(g, v))
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

/* The block of the request, or of the call that leads to it, in the function
 * of the phi. */
static bool is_in_loop(const struct frame *frame, const struct ir_insn *insn,
		       const struct number *phi)
{
	const struct ir_insn *other;

	while (frame && frame != phi->frame) {
		insn = frame->call;
		frame = frame->parent;
	}
	if (!frame)
		return false;
	ir_for_each_insn(frame->fn, walk, other)
		if (other == insn)
			return ir_graph_in_loop(frame->flow->graph,
						ir_block_index(frame->fn,
							       phi->ref),
						walk.block);
	return false;
}

/* Is the number computed from a growing phi? What is read from memory is not
 * computed from where it stands. */
static bool grows_from(struct growth *g, vn v, guint depth)
{
	const struct number n = *number_at(&g->engine->numbers, v);

	if (!v || !depth || (n.kind == N_LEAF && n.leaf == LEAF_LOAD))
		return false;
	if (is_growing_phi(number_at(&g->engine->numbers, v), g))
		return true;
	return grows_from(g, n.a, depth - 1) || grows_from(g, n.b, depth - 1) ||
	       (n.entry != v && grows_from(g, n.entry, depth - 1)) ||
	       (n.back != v && grows_from(g, n.back, depth - 1));
}

/* Is it kept in an object that outlives the call, and larger in the next one? A
 * loop around such calls need not be all that makes them. */
static bool grows_from_call_to_call(struct engine *engine,
				    const struct frame *frame,
				    const struct number *phi)
{
	const struct memory_place *place = phi_place(engine, phi);
	const struct number *object;

	if (phi->frame == frame || !place)
		return false;
	object = engine_object_of(engine, place->root);
	return object->kind != N_LOCAL && !object->is_fresh;
}

/* A phi that makes the size grow, of a loop that nothing else ends. */
static bool find_growing(struct growth *g, const struct state *state, vn size)
{
	while (grows_from(g, size, MAX_DEPTH)) {
		if (!turns_are_governed(g->engine, state, g->phi))
			return true;
		g_array_append_val(g->refused, g->phi);
	}
	return false;
}

void growth_find(struct engine *engine, const struct state *state,
		 const struct frame *frame, vn size, struct request *request)
{
	g_autoptr(GArray) refused = g_array_new(FALSE, FALSE, sizeof(vn));
	struct growth g = { engine, 0, refused };
	const struct number *phi;
	const struct range *start;
	wide now, then;

	/* a bound by anything, known or not, is not this rule's */
	if (!find_growing(&g, state, size) ||
	    state_bounded_by_unknown(engine, state, g.phi) ||
	    range_know_max(state_range(engine, state, g.phi)) != KNOW_NOTHING)
		return;
	phi = number_at(&engine->numbers, g.phi);
	if (!is_in_loop(frame, request->insn, phi) ||
	    (grows_from_call_to_call(engine, frame, phi) &&
	     !turns_are_chosen(engine, state, phi)))
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
