// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a branch that was taken teaches: comparisons, truth values, overflows
 * that did not happen, allocations that did not fail.
 */
#include "value/engine.h"

#include "ir/op.h"

/* Conditions in conditions are looked into this far. */
#define MAX_CONDITION_DEPTH 8

static const struct number *at(const struct engine *engine, vn v)
{
	return number_at(&engine->numbers, v);
}

/* v op r holds. */
static void restrict_where(struct engine *engine, struct state *state, vn v,
			   enum ir_op op, const struct range *r,
			   const struct why *why)
{
	state_restrict(engine, state, v,
		       range_where(&engine->region,
				   state_range(engine, state, v), op, r), why);
}

static enum ir_op negated(enum ir_op op)
{
	switch (op) {
	case IR_EQ: return IR_NE;
	case IR_NE: return IR_EQ;
	case IR_LT: return IR_GE;
	case IR_GE: return IR_LT;
	case IR_GT: return IR_LE;
	default: return IR_GT;
	}
}

static enum ir_op mirrored(enum ir_op op)
{
	switch (op) {
	case IR_LT: return IR_GT;
	case IR_GT: return IR_LT;
	case IR_LE: return IR_GE;
	case IR_GE: return IR_LE;
	default: return op;
	}
}

/* a op b fits into t: what that says of a and b, all of them not negative. */
static void restrict_fitting(struct engine *engine, struct state *state,
			     enum ir_op op, struct ctype t, vn a, vn b,
			     const struct why *why)
{
	struct region *region = &engine->region;
	const struct range *ra = state_range(engine, state, a);
	const struct range *rb = state_range(engine, state, b);
	/* a type's end is nobody's bound: a is as well known as it was */
	enum know known = range_know_max(ra);
	const struct range *top;

	if (state->is_dead || !ra->n || !rb->n || range_min(ra) < 0 ||
	    range_min(rb) < 0)
		return;
	if (op == IR_SUB) {
		if (t.is_signed)
			return;
		restrict_where(engine, state, a, IR_GE, rb, why);
		if (!state->is_dead)
			state_add_fact(engine, state, b, a, 0);
		return;
	}
	/* times 0 anything fits */
	if (op == IR_MUL && !range_min(rb))
		return;
	top = range_interval(region, ctype_max(t), ctype_max(t), KNOW_CODE,
			     known);
	if (op == IR_MUL)
		top = range_interval(region, 0, ctype_max(t) / range_min(rb),
				     KNOW_CODE, known);
	else if (op == IR_ADD)
		top = range_interval(region, 0, ctype_max(t) - range_min(rb),
				     KNOW_CODE, known);
	top = range_from_atoms(region, top, rb->atoms);
	restrict_where(engine, state, a, IR_LE, top, why);
}

/* no overflow: the wrapped result is the exact one */
static void assume_no_overflow(struct engine *engine, struct state *state,
			       const struct number *n, const struct why *why)
{
	enum ir_op op = IR_ADD + (n->op - IR_OVF_ADD);
	struct ctype t = number_overflow_type(n);
	vn a = n->a, b = n->b;
	vn wrapped = engine_wrapped(engine, state, op, t, a, b);
	const struct range *exact = range_exact(&engine->region, op,
						state_range(engine, state, a),
						state_range(engine, state, b));

	exact = range_intersect(&engine->region, exact,
				range_full(&engine->region, t,
					   range_know_max(exact)));
	state_restrict(engine, state, wrapped, exact, why);
	restrict_fitting(engine, state, op, t, a, b, why);
	/* at least each summand and, unless one is zero, each factor */
	if (!state->is_dead && op == IR_ADD &&
	    range_min(state_range(engine, state, b)) >= 0)
		state_add_fact(engine, state, a, wrapped, 0);
	if (!state->is_dead && op == IR_ADD &&
	    range_min(state_range(engine, state, a)) >= 0)
		state_add_fact(engine, state, b, wrapped, 0);
}

/* Does v change from turn to turn of the loop that the condition is in? */
static bool is_counted(struct engine *engine, const struct state *state, vn v)
{
	const struct frame *here = engine->here_frame;
	const struct number *n;
	wide offset;

	n = at(engine, state_peel(engine, state, v, &offset));
	if (n->kind != N_PHI || !n->is_loop)
		return false;
	return n->frame != here ||
	       ir_graph_in_loop(here->flow->graph,
				ir_block_index(here->fn, n->ref),
				engine->here_block);
}

/*
 * v op r, r being what w can be. That somebody chose w says how far a counter
 * goes that runs up to it; of a number that just is not larger, which nothing
 * is known of, it says nothing.
 */
static void restrict_to(struct engine *engine, struct state *state, vn v,
			enum ir_op op, vn w, const struct why *why)
{
	const struct range *r = state_range(engine, state, w);
	enum know known = range_know_max(state_range(engine, state, v));

	if (known == KNOW_NOTHING && range_know_max(r) != KNOW_CODE &&
	    !is_counted(engine, state, v))
		r = range_weaken(&engine->region, r, KNOW_NOTHING);
	restrict_where(engine, state, v, op, r, why);
}

/*
 * v is base + index * size, and no further from base than so much: then the
 * index is no greater, unless the sum may have wrapped.
 */
static void restrict_index(struct engine *engine, struct state *state, vn v,
			   const struct why *why)
{
	const struct number n = *at(engine, v);
	struct region *region = &engine->region;
	const struct range *index, *top;
	enum know know;
	wide c, back;

	if (state->is_dead || n.kind != N_INDEX || (gint64)n.imm <= 0 ||
	    !state_prove_known(engine, state, v, n.a, &c, &know) ||
	    !state_prove(engine, state, n.a, v, &back) || back > 0)
		return;
	index = state_range(engine, state, n.b);
	top = range_interval(region, c / (gint64)n.imm, c / (gint64)n.imm,
			     KNOW_CODE, know);
	if (c >= 0 && index->n && range_min(index) >= 0)
		state_restrict(engine, state, n.b,
			       range_where(region, index, IR_LE, top), why);
}

/* sum is part + other, unsigned, and no less than part: then it has not wrapped,
 * and is no less than other either. */
static void assume_unwrapped(struct engine *engine, struct state *state,
			     vn part, vn sum)
{
	wide offset, of_sum;
	struct number n;
	vn a, b;

	part = state_peel(engine, state, part, &offset);
	n = *at(engine, state_peel(engine, state, sum, &of_sum));
	if (n.kind != N_OP || n.op != IR_ADD || n.type.is_signed || of_sum)
		return;
	for (guint i = 0; i < 2; i++) {
		wide of_part;

		a = i ? n.b : n.a;
		b = i ? n.a : n.b;
		if (state_peel(engine, state, a, &of_part) != part ||
		    of_part > offset)
			continue;
		state_add_fact(engine, state, a, sum,
			       -range_min(state_range(engine, state, b)));
		state_add_fact(engine, state, b, sum,
			       -range_min(state_range(engine, state, a)));
	}
}

/* a op b holds: a fact, if the two are in order. */
static void add_order(struct engine *engine, struct state *state,
		      enum ir_op op, vn a, vn b)
{
	bool is_less = op == IR_LT || op == IR_LE || op == IR_EQ;
	wide c = op == IR_LT || op == IR_GT ? -1 : 0;

	if (is_less) {
		state_add_fact(engine, state, a, b, c);
		assume_unwrapped(engine, state, a, b);
	}
	if (!is_less || op == IR_EQ) {
		state_add_fact(engine, state, b, a, c);
		assume_unwrapped(engine, state, b, a);
	}
}

static void assume_compare(struct engine *engine, struct state *state,
			   enum ir_op op, vn a, vn b, const struct why *why)
{
	restrict_to(engine, state, a, op, b, why);
	if (state->is_dead)
		return;
	restrict_to(engine, state, b, mirrored(op), a, why);
	if (state->is_dead)
		return;
	if (op == IR_NE)
		return;
	add_order(engine, state, op, a, b);
	restrict_index(engine, state, a, why);
	restrict_index(engine, state, b, why);
}

static void assume_value(struct engine *engine, struct state *state, vn v,
			 bool holds, const struct why *why, guint depth);

/* The comparison v holds, or does not. */
static void assume_comparison(struct engine *engine, struct state *state,
			      vn v, bool holds, const struct why *why,
			      guint depth)
{
	const struct number n = *at(engine, v);
	enum ir_op op = holds ? n.op : negated(n.op);
	wide c;

	state_restrict(engine, state, v, range_const(&engine->region, holds),
		       why);
	if (state->is_dead)
		return;
	if ((op == IR_EQ || op == IR_NE) &&
	    number_is_const(&engine->numbers, n.b, &c) && c == 0)
		assume_value(engine, state, n.a, op == IR_NE, why, depth + 1);
	else
		assume_compare(engine, state, op, n.a, n.b, why);
}

/* x != 0 survives widening and conversion to bool. */
static bool keeps_truth(struct engine *engine, const struct number *n)
{
	return n->op == IR_CAST &&
	       (n->type.bits == 1 ||
		n->type.bits >= at(engine, n->a)->type.bits);
}

/* v is not zero, or is, and that is all there is to it. */
static void assume_truth(struct engine *engine, struct state *state, vn v,
			 bool holds, const struct why *why)
{
	if (!state->is_dead)
		restrict_where(engine, state, v, holds ? IR_NE : IR_EQ,
			       range_const(&engine->region, 0), why);
}

/* v == 0 or v != 0, where v is itself a truth value or made of one. */
static void assume_value(struct engine *engine, struct state *state, vn v,
			 bool holds, const struct why *why, guint depth)
{
	const struct number n = *at(engine, v);
	bool is_open = n.kind == N_OP && depth < MAX_CONDITION_DEPTH;

	if (is_open && op_is_compare(n.op)) {
		assume_comparison(engine, state, v, holds, why, depth);
	} else if (is_open && op_is_overflow(n.op) && !holds) {
		assume_truth(engine, state, v, false, why);
		if (!state->is_dead)
			assume_no_overflow(engine, state, &n, why);
	} else if (is_open && keeps_truth(engine, &n)) {
		assume_value(engine, state, n.a, holds, why, depth + 1);
		assume_truth(engine, state, v, holds, why);
	} else if (is_open && (holds ? n.op == IR_AND : n.op == IR_OR)) {
		assume_value(engine, state, n.a, holds, why, depth + 1);
		if (!state->is_dead)
			assume_value(engine, state, n.b, holds, why,
				     depth + 1);
		assume_truth(engine, state, v, holds, why);
	} else if (n.kind == N_OFFSET && !n.imm) {
		assume_value(engine, state, n.a, holds, why, depth + 1);
	} else {
		assume_truth(engine, state, v, holds, why);
		/* x - y != 0 and x == y are the same news */
		if (!state->is_dead && !holds && n.kind == N_OP &&
		    n.op == IR_SUB)
			assume_compare(engine, state, IR_EQ, n.a, n.b, why);
	}
}

/* v has been bounded after other numbers were found to be no larger: so is now
 * what these were computed from. */
static void restrict_below(struct engine *engine, struct state *state, vn v)
{
	/* a copy: what is restricted may teach more facts */
	g_autoptr(GArray) facts = g_array_copy(state->facts);
	wide offset;
	/* a fact speaks of v without what, as far as was known then, did not
	 * change its value */
	vn peeled = state_peel(engine, state, v, &offset);

	for (guint i = 0; i < facts->len && !state->is_dead; i++) {
		const struct fact *f = &g_array_index(facts, struct fact, i);

		if (f->w == v || f->w == peeled)
			state_restrict_parts(engine, state, f->v);
	}
}

/* The allocation did not fail, so its size was not above the limit. That makes
 * it no better known: who chose it still did. What comes behind one that always
 * fails is looked at all the same: it runs once that is mended. */
static void assume_asked(struct engine *engine, struct state *state,
			 const struct number *n)
{
	const struct range *now = state_range(engine, state, n->asked);
	const struct range *most = range_interval(&engine->region, n->most,
						  n->most, KNOW_CODE,
						  range_know_max(now));

	now = range_where(&engine->region, now, IR_LE, most);
	if (range_is_empty(now))
		return;
	state_restrict(engine, state, n->asked, now, NULL);
	restrict_below(engine, state, n->asked);
}

/* Is this pointer, to what was asked for, known to be one? */
static bool has_succeeded(const struct number *n, const struct range *r)
{
	return n->fails_by_error ? range_max(r) < FIRST_ERROR_POINTER :
				   !range_contains(r, 0);
}

void state_assume_allocated(struct engine *engine, struct state *state,
			    const struct frame *frame)
{
	for (guint i = 0; i < state->known->len; i++) {
		const struct known *k = &g_array_index(state->known,
						       struct known, i);
		const struct number n = *at(engine, k->v);

		if (n.asked && n.frame == frame &&
		    has_succeeded(&n, k->range))
			assume_asked(engine, state, &n);
	}
}

/* The condition may have told that what was looked for is there. */
static void assume_received(struct engine *engine, struct state *state, vn v,
			    guint depth)
{
	const struct number n = *at(engine, v);
	const struct range *known = v ? state_known(state, v) : NULL;

	if (n.kind == N_OP && depth) {
		assume_received(engine, state, n.a, depth - 1);
		assume_received(engine, state, n.b, depth - 1);
	} else if (n.is_received && known && has_succeeded(&n, known)) {
		assume_asked(engine, state, &n);
	}
}

void state_assume(struct engine *engine, struct state *state, vn condition,
		  bool holds, const struct why *why)
{
	if (state->is_dead)
		return;
	assume_value(engine, state, condition, holds, why, 0);
	if (!state->is_dead)
		assume_received(engine, state, condition, MAX_CONDITION_DEPTH);
}
