// SPDX-License-Identifier: GPL-2.0-only
/*
 * What learning about one number teaches about the others: a branch taken, a
 * range found, goes down into the operands it was computed from.
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

/* Can a wrapping operation have wrapped on these operands? */
static bool may_wrap(struct engine *engine, const struct number *n,
		     const struct range *a, const struct range *b)
{
	const struct range *exact =
		range_exact(&engine->region, IR_ADD + (n->op - IR_WRAP_ADD), a,
			    b);

	return !exact->n || range_min(exact) < ctype_min(n->type) ||
	       range_max(exact) > ctype_max(n->type);
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

/* v is what an operation makes of two numbers. */
static void restrict_both(struct engine *engine, struct state *state,
			  struct number n, const struct range *r,
			  const struct why *why, guint depth)
{
	struct region *region = &engine->region;
	const struct range *a = state_range(engine, state, n.a);
	const struct range *b = state_range(engine, state, n.b), *back;

	if (op_is_wrap(n.op)) {
		if (may_wrap(engine, &n, a, b))
			return;
		n.op = IR_ADD + (n.op - IR_WRAP_ADD);
		n.type = (struct ctype){ 64, n.type.is_signed };
	}
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
	else if (n->b && (op_is_wrap(n->op) ||
			  (n->op >= IR_ADD && n->op <= IR_XOR)))
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

void state_restrict(struct engine *engine, struct state *state, vn v,
		    const struct range *range, const struct why *why)
{
	restrict_number(engine, state, v, range, why, 0);
}

/* v op r holds. */
static void restrict_where(struct engine *engine, struct state *state, vn v,
			   enum ir_op op, const struct range *r,
			   const struct why *why)
{
	restrict_number(engine, state, v,
			range_where(&engine->region,
				    state_range(engine, state, v), op, r),
			why, 0);
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
			     KNOW_NOTHING);
	if (op == IR_MUL)
		top = range_interval(region, 0, ctype_max(t) / range_min(rb),
				     KNOW_CODE, KNOW_NOTHING);
	else if (op == IR_ADD)
		top = range_interval(region, 0, ctype_max(t) - range_min(rb),
				     KNOW_CODE, KNOW_NOTHING);
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
	vn wrapped = number_op(&engine->numbers,
			       IR_WRAP_ADD + (n->op - IR_OVF_ADD), t, a, b);
	const struct range *exact = range_exact(&engine->region, op,
						state_range(engine, state, a),
						state_range(engine, state, b));

	exact = range_intersect(&engine->region, exact,
				range_full(&engine->region, t, KNOW_NOTHING));
	restrict_number(engine, state, wrapped, exact, why, 0);
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
		restrict_number(engine, state, n.b,
				range_where(region, index, IR_LE, top), why, 0);
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
	switch (op) {
	case IR_LT:
		state_add_fact(engine, state, a, b, -1);
		break;
	case IR_LE:
		state_add_fact(engine, state, a, b, 0);
		break;
	case IR_GT:
		state_add_fact(engine, state, b, a, -1);
		break;
	case IR_GE:
		state_add_fact(engine, state, b, a, 0);
		break;
	case IR_EQ:
		state_add_fact(engine, state, a, b, 0);
		state_add_fact(engine, state, b, a, 0);
		break;
	default:
		return;
	}
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

	restrict_number(engine, state, v, range_const(&engine->region, holds),
			why, 0);
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
	bool is_open = n.kind == N_OP && depth < MAX_RESTRICT_DEPTH;

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
			restrict_made_of(engine, state, f->v,
				       state_range(engine, state, f->v), NULL,
				       0);
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
	restrict_number(engine, state, n->asked, now, NULL, 0);
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

void state_assume(struct engine *engine, struct state *state, vn condition,
		  bool holds, const struct why *why)
{
	if (!state->is_dead)
		assume_value(engine, state, condition, holds, why, 0);
}
