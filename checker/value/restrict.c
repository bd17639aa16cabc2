// SPDX-License-Identifier: GPL-2.0-only
/*
 * What learning about one number teaches about the others: a range that was
 * found goes down into the operands that the number was computed from.
 */
#include "value/engine.h"

#include "ir/op.h"

/* Operands of operands are restricted this far. */
#define MAX_RESTRICT_DEPTH 8

static const struct number *at(const struct engine *engine, vn v)
{
	return number_at(&engine->numbers, v);
}

/* A sum that does not wrap is no larger than w + c: nor is each part of it. */
static void add_facts_of_parts(struct engine *engine, struct state *state,
			       const struct number *sum, vn w, wide c)
{
	if (!state_is_exact(engine, state, sum))
		return;
	state_add_fact(engine, state, sum->a, w,
		       c - range_min(state_range(engine, state, sum->b)));
	state_add_fact(engine, state, sum->b, w,
		       c - range_min(state_range(engine, state, sum->a)));
}

void state_add_fact(struct engine *engine, struct state *state, vn v, vn w,
		    wide c)
{
	struct number n;
	const struct fact *f;
	wide ov, ow;
	guint i;

	v = state_peel(engine, state, v, &ov);
	w = state_peel(engine, state, w, &ow);
	c += ow - ov;
	/* A constant is a range, not a fact. */
	if (v == w || at(engine, v)->kind == N_CONST ||
	    at(engine, w)->kind == N_CONST)
		return;
	n = *at(engine, v);
	if (n.kind == N_OP && n.op == IR_ADD)
		add_facts_of_parts(engine, state, &n, w, c);
	i = state_find_fact(state, v, w);
	f = &g_array_index(state->facts, struct fact, i);
	if (i < state->facts->len && f->v == v && f->w == w) {
		if (c >= f->c)
			return;
		g_array_index(state_own(state, PART_FACTS), struct fact,
			      i).c = c;
		state->version = 0;
		return;
	}
	g_array_insert_val(state_own(state, PART_FACTS), i,
			   ((struct fact){ .v = v, .w = w, .c = c }));
	state->version = 0;
}

static void restrict_number(struct engine *engine, struct state *state, vn v,
			    const struct range *range, const struct why *why,
			    guint depth);

/* v is what an operation makes of one number. */
static void restrict_operand(struct engine *engine, struct state *state,
			     const struct number *n, const struct range *r,
			     const struct why *why, guint depth)
{
	struct region *region = &engine->region;
	const struct range *a = state_range(engine, state, n->a), *back;

	if (n->op == IR_CAST)
		back = range_cast_preimage(region, a, at(engine, n->a)->type,
					   n->type, r);
	else if (n->op == IR_NEG)
		back = range_intersect(region, a, range_neg(region, r, n->type));
	else
		back = range_intersect(region, a, range_not(region, r, n->type));
	restrict_number(engine, state, n->a, back, why, depth + 1);
}

/* A product of positive numbers that cannot wrap bounds each factor. */
static bool bounds_factor(struct engine *engine, const struct number *n,
			  const struct range *a, const struct range *b)
{
	return n->op == IR_MUL && !range_is_const(b, NULL) && b->n && a->n &&
	       range_min(b) >= 1 && range_min(a) >= 0 && n->type.bits == 64 &&
	       range_max(range_exact(&engine->region, IR_MUL, a, b)) <=
	       ctype_max(n->type);
}

/* a | b is at least a and at least b, none of them negative. */
static void restrict_parts(struct engine *engine, struct state *state,
			   const struct number *n, const struct range *r,
			   const struct why *why, guint depth)
{
	const vn parts[2] = { n->a, n->b };

	for (guint i = 0; i < 2 && !state->is_dead; i++) {
		const struct range *part = state_range(engine, state,
						       parts[i]);

		if (!part->n || range_min(part) < 0 || range_min(r) < 0)
			return;
		restrict_number(engine, state, parts[i],
				range_where(&engine->region, part, IR_LE, r),
				why, depth + 1);
	}
}

/* a - b, where that does not wrap, lies in r: how far the one is at most from
 * the other. A fact is the code's. */
static void add_distance(struct engine *engine, struct state *state,
			 const struct number *n, const struct range *r)
{
	wide c;

	if (range_know_max(r) != KNOW_CODE ||
	    at(engine, n->a)->kind == N_CONST ||
	    at(engine, n->b)->kind == N_CONST ||
	    (!state_is_exact(engine, state, n) &&
	     (n->type.is_signed ||
	      !state_prove(engine, state, n->b, n->a, &c) || c > 0)))
		return;
	state_add_fact(engine, state, n->a, n->b, range_max(r));
}

/* v is what an operation makes of two numbers. */
static void restrict_both(struct engine *engine, struct state *state,
			  struct number n, const struct range *r,
			  const struct why *why, guint depth)
{
	struct region *region = &engine->region;
	const struct range *a = state_range(engine, state, n.a);
	const struct range *b = state_range(engine, state, n.b), *back;

	if (bounds_factor(engine, &n, a, b)) {
		back = range_where(region, a, IR_LE, r);
		restrict_number(engine, state, n.a, back, why, depth + 1);
		return;
	}
	if (n.op == IR_OR) {
		restrict_parts(engine, state, &n, r, why, depth);
		return;
	}
	back = range_preimage(region, n.op, a, b, r, n.type);
	restrict_number(engine, state, n.a, back, why, depth + 1);
	if (state->is_dead)
		return;
	a = state_range(engine, state, n.a);
	if (n.op == IR_ADD) {
		back = range_preimage(region, n.op, b, a, r, n.type);
		restrict_number(engine, state, n.b, back, why, depth + 1);
	} else if (n.op == IR_SHL || n.op == IR_SHR) {
		back = range_count_preimage(region, n.op, a, b, r, n.type);
		restrict_number(engine, state, n.b, back, why, depth + 1);
	} else if (n.op == IR_SUB) {
		/* b = a - r */
		back = range_intersect(region, b,
				       range_binary(region, IR_SUB, a, r,
						    n.type));
		restrict_number(engine, state, n.b, back, why, depth + 1);
		if (!state->is_dead)
			add_distance(engine, state, &n, r);
	}
}

static void restrict_operands(struct engine *engine, struct state *state,
			      const struct number *n, const struct range *r,
			      const struct why *why, guint depth)
{
	if (n->op == IR_CAST && n->type.bits == 1)
		return;
	if (n->op == IR_SUB && at(engine, n->a)->is_pointer) {
		/* so many bytes between two addresses; a fact is the code's */
		state_add_fact(engine, state, n->b, n->a, -range_min(r));
		if (range_know_max(r) == KNOW_CODE)
			state_add_fact(engine, state, n->a, n->b,
				       range_max(r));
		return;
	}
	if (n->op == IR_CAST || n->op == IR_NEG || n->op == IR_NOT)
		restrict_operand(engine, state, n, r, why, depth);
	else if (n->b && n->op >= IR_ADD && n->op <= IR_XOR)
		restrict_both(engine, state, *n, r, why, depth);
}

/* entry op back did not reach the type's end: each is at most what the result
 * leaves the other one. Neither is negative. */
static void restrict_unsaturated(struct engine *engine, struct state *state,
				 const struct number *n, const struct range *r,
				 const struct why *why, guint depth)
{
	struct region *region = &engine->region;
	vn parts[2] = { n->entry, n->back };

	for (guint i = 0; i < 2 && !state->is_dead; i++) {
		const struct range *part = state_range(engine, state,
						       parts[i]);
		const struct range *other = state_range(engine, state,
							parts[!i]);
		const struct range *top;
		wide least = range_min(other), most = range_max(r);

		if (!other->n || least < 0)
			return;
		if (n->saturates == IR_MUL && least == 0)
			continue;
		most = n->saturates == IR_MUL ? most / least : most - least;
		top = range_interval(region, most, most, KNOW_CODE,
				     range_know_max(r));
		top = range_from_atoms(region, top, r->atoms | other->atoms);
		restrict_number(engine, state, parts[i],
				range_where(region, part, IR_LE, top), why,
				depth + 1);
	}
}

/* The least v from `low` on that the function takes to `aim` or above; all in
 * between have been told apart by halves. */
static wide first_reaching(const struct number *n, wide low, wide high,
			   wide aim)
{
	while (low < high) {
		wide middle = low + (high - low) / 2;

		if (n->rises(MAX(middle, 0), n->shift) >= aim)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* A function that never falls: the result's ends bound its argument. */
static void restrict_risen(struct engine *engine, struct state *state,
			   const struct number *n, const struct range *r,
			   const struct why *why, guint depth)
{
	struct region *region = &engine->region;
	const struct range *now = state_range(engine, state, n->entry), *back;
	wide low, high;

	if (!now->n)
		return;
	low = range_min(now);
	high = range_max(now) + 1;
	back = range_interval(region,
			      first_reaching(n, low, high, range_min(r)),
			      first_reaching(n, low, high,
					     range_max(r) + 1) - 1,
			      r->at[0].know_low, range_know_max(r));
	back = range_from_atoms(region, back, r->atoms | n->shift_atoms);
	restrict_number(engine, state, n->entry,
			range_intersect(region, now, back), why, depth + 1);
}

/* v lies in r: what that says of what it was computed from. */
static void restrict_made_of(struct engine *engine, struct state *state, vn v,
			   const struct range *r, const struct why *why,
			   guint depth)
{
	/* a copy: the table of numbers may move */
	struct number n = *at(engine, v);

	if (depth >= MAX_RESTRICT_DEPTH)
		return;
	if (n.kind == N_OP)
		restrict_operands(engine, state, &n, r, why, depth);
	else if (n.saturates && range_max(r) < ctype_max(n.type))
		restrict_unsaturated(engine, state, &n, r, why, depth);
	else if (n.rises)
		restrict_risen(engine, state, &n, r, why, depth);
}

static void restrict_number(struct engine *engine, struct state *state, vn v,
			    const struct range *range, const struct why *why,
			    guint depth)
{
	const struct range *now, *new;
	const struct why *before;

	if (state->is_dead)
		return;
	now = state_range(engine, state, v);
	new = range_intersect(&engine->region, now, range);
	if (range_is_empty(new)) {
		state->is_dead = true;
		return;
	}
	if (range_equal(now, new))
		return;
	before = state_bound_why(state, v);
	if (range_max(new) == range_max(now) &&
	    range_know_max(new) == range_know_max(now) && before)
		why = before;
	if (at(engine, v)->kind != N_CONST)
		state_set_known(state, v, new, why);
	restrict_made_of(engine, state, v, new, why, depth);
}

void state_restrict_parts(struct engine *engine, struct state *state, vn v)
{
	restrict_made_of(engine, state, v, state_range(engine, state, v), NULL,
			 0);
}

void state_restrict(struct engine *engine, struct state *state, vn v,
		    const struct range *range, const struct why *why)
{
	restrict_number(engine, state, v, range, why, 0);
}
