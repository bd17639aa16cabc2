// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a number can be in a state, and what learning about one number teaches
 * about the others.
 *
 * The range of a number is the meet of four things: what it can be at all (its
 * base, or what its operation makes of its operands' ranges *now*, so a later
 * check of an operand tightens a product computed earlier), what branches
 * taught about it, what linear facts say, and nothing else.
 */
#include "value/engine.h"

#include "ir/op.h"

/* Operations are looked through this far; deeper, only restrictions count. */
#define MAX_EVALUATION_DEPTH 24
#define MAX_PROOF_DEPTH 3
#define MAX_RESTRICT_DEPTH 8

static const struct range *evaluate(struct engine *engine,
				    const struct state *state, vn v);

static const struct number *at(const struct engine *engine, vn v)
{
	return number_at(&engine->numbers, v);
}

/* The states' versions make the memo valid for one content only. */
static void memo_select(struct engine *engine, const struct state *state)
{
	struct state *s = (struct state *)state;

	if (!s->version)
		s->version = ++engine->versions;
	if (engine->memo_version == s->version &&
	    engine->memo->len >= engine->numbers.table->len)
		return;
	if (engine->memo_version != s->version) {
		g_array_set_size(engine->memo, 0);
		engine->memo_version = s->version;
	}
	g_array_set_size(engine->memo, engine->numbers.table->len + 64);
}

static const struct range *evaluate_compare(struct engine *engine,
					    const struct state *state,
					    const struct number *n)
{
	struct obstack *region = &engine->region;
	bool may_be_true, may_be_false;
	wide c;

	range_compare(n->op, evaluate(engine, state, n->a),
		      evaluate(engine, state, n->b), &may_be_true,
		      &may_be_false);
	if (may_be_true && may_be_false && n->a != n->b) {
		/* two variables: the facts may decide */
		if (state_prove(engine, state, n->a, n->b, &c)) {
			if (c < 0)
				may_be_true = n->op == IR_LT ||
					      n->op == IR_LE || n->op == IR_NE;
			if (c < 0)
				may_be_false = !may_be_true;
			else if (c == 0 && n->op == IR_LE)
				may_be_false = false;
			else if (c == 0 && n->op == IR_GT)
				may_be_true = false;
		}
		if (may_be_true && may_be_false &&
		    state_prove(engine, state, n->b, n->a, &c)) {
			if (c < 0)
				may_be_true = n->op == IR_GT ||
					      n->op == IR_GE || n->op == IR_NE;
			if (c < 0)
				may_be_false = !may_be_true;
			else if (c == 0 && n->op == IR_GE)
				may_be_false = false;
			else if (c == 0 && n->op == IR_LT)
				may_be_true = false;
		}
	} else if (n->a == n->b) {
		bool equal_holds = n->op == IR_EQ || n->op == IR_LE ||
				   n->op == IR_GE;

		may_be_true = equal_holds;
		may_be_false = !equal_holds;
	}
	if (may_be_true && may_be_false)
		return range_interval(region, 0, 1, KNOW_CODE, KNOW_CODE);
	if (may_be_true)
		return range_const(region, 1);
	return may_be_false ? range_const(region, 0) : range_empty();
}

static const struct range *evaluate_overflow(struct engine *engine,
					     const struct state *state,
					     const struct number *n)
{
	enum ir_op op = IR_ADD + (n->op - IR_OVF_ADD);
	struct ctype t = number_overflow_type(n);
	const struct range *exact = range_exact(&engine->region, op,
						evaluate(engine, state, n->a),
						evaluate(engine, state, n->b));
	const struct range *full = range_full(&engine->region, t, KNOW_CODE);

	if (range_is_empty(exact))
		return exact;
	if (range_subset(exact, full))
		return range_const(&engine->region, 0);
	if (range_is_empty(range_intersect(&engine->region, exact, full)))
		return range_const(&engine->region, 1);
	return range_interval(&engine->region, 0, 1, KNOW_CODE, KNOW_CODE);
}

/*
 * n * s where n <= M / s is known: at most M. The division has the same s, so
 * the product cannot wrap either.
 */
static const struct range *bound_by_quotient(struct engine *engine,
					     const struct state *state,
					     const struct number *product,
					     const struct range *range)
{
	for (guint i = 0; i < state->facts->len; i++) {
		const struct fact *f = &g_array_index(state->facts,
						      struct fact, i);
		const struct number *q = at(engine, f->w);
		const struct range *m;
		vn other;

		if (f->c > 0 || q->kind != N_OP || q->op != IR_DIV)
			continue;
		if (f->v == product->a)
			other = product->b;
		else if (f->v == product->b)
			other = product->a;
		else
			continue;
		if (q->b != other)
			continue;
		m = evaluate(engine, state, q->a);
		if (m->n)
			range = range_where(&engine->region, range, IR_LE, m);
	}
	return range;
}

/* b is a % something: never more than a. */
static bool is_remainder_of(struct engine *engine, vn b, vn a)
{
	const struct number *n = at(engine, b);

	return n->kind == N_OP && n->op == IR_MOD && n->a == a;
}

/* a - a % c: a multiple of c between 0 and a. */
static const struct range *rounded_down(struct engine *engine,
					const struct state *state,
					const struct number *difference,
					const struct range *a,
					const struct range *b)
{
	struct obstack *region = &engine->region;
	const struct range *r = range_where(region,
					    range_exact(region, IR_SUB, a, b),
					    IR_GE, range_const(region, 0));
	wide c;

	if (!range_is_const(evaluate(engine, state,
				     at(engine, difference->b)->b), &c) ||
	    c <= 0)
		return r;
	return range_intersect(region, r,
			       range_interval(region, range_min(a) / c * c,
					      range_max(a) / c * c,
					      a->at[0].know_low,
					      range_know_max(a)));
}

static const struct range *evaluate_operation(struct engine *engine,
					      const struct state *state,
					      const struct number *n)
{
	struct obstack *region = &engine->region;
	const struct range *a, *b;

	if (op_is_compare(n->op))
		return evaluate_compare(engine, state, n);
	if (op_is_overflow(n->op))
		return evaluate_overflow(engine, state, n);
	a = evaluate(engine, state, n->a);
	switch (n->op) {
	case IR_CAST:
		if (n->type.bits == 1 && at(engine, n->a)->type.bits != 1) {
			bool zero = range_contains(a, 0);
			wide v;

			if (!a->n)
				return a;
			if (range_is_const(a, &v))
				return range_const(region, v != 0);
			return range_interval(region, zero ? 0 : 1, 1,
					      KNOW_CODE, KNOW_CODE);
		}
		return range_cast(region, a, n->type);
	case IR_NEG:
		return range_neg(region, a, n->type);
	case IR_NOT:
		return range_not(region, a, n->type);
	case IR_WRAP_ADD:
	case IR_WRAP_SUB:
	case IR_WRAP_MUL:
		b = evaluate(engine, state, n->b);
		return range_cast(region,
				  range_exact(region,
					      IR_ADD + (n->op - IR_WRAP_ADD),
					      a, b), n->type);
	case IR_SUB: {
		wide c;
		const struct range *r;

		b = evaluate(engine, state, n->b);
		r = range_binary(region, IR_SUB, a, b, n->type);
		if (is_remainder_of(engine, n->b, n->a) && a->n &&
		    range_min(a) >= 0)
			return rounded_down(engine, state, n, a, b);
		/* a - b with b <= a known does not wrap */
		if (!n->type.is_signed && range_min(a) < range_max(b) &&
		    state_prove(engine, state, n->b, n->a, &c) && c <= 0)
			r = range_where(region,
					range_exact(region, IR_SUB, a, b),
					IR_GE, range_const(region, -c));
		return r;
	}
	case IR_MUL:
		b = evaluate(engine, state, n->b);
		return bound_by_quotient(engine, state, n,
					 range_binary(region, n->op, a, b,
						      n->type));
	default:
		if (!n->b)
			return range_full(region, n->type, KNOW_NOTHING);
		b = evaluate(engine, state, n->b);
		return range_binary(region, n->op, a, b, n->type);
	}
}

static const struct range *evaluate_base(struct engine *engine,
					 const struct state *state,
					 const struct number *n)
{
	struct obstack *region = &engine->region;

	switch (n->kind) {
	case N_CONST:
		return range_const(region, ctype_value(n->type, n->imm));
	case N_OP:
		return evaluate_operation(engine, state, n);
	case N_OFFSET:
		if (!range_contains(evaluate(engine, state, n->a), 0))
			return range_interval(region, 1, ctype_max(n->type),
					      KNOW_NOTHING, KNOW_NOTHING);
		if (!n->imm)
			return evaluate(engine, state, n->a);
		return range_full(region, n->type, KNOW_NOTHING);
	case N_INDEX:
		return range_full(region, n->type, KNOW_NOTHING);
	default:
		return n->base;
	}
}

static const struct range *apply_facts(struct engine *engine,
				       const struct state *state, vn v,
				       const struct range *r)
{
	struct obstack *region = &engine->region;

	for (guint i = 0; i < state->facts->len; i++) {
		const struct fact *f = &g_array_index(state->facts,
						      struct fact, i);
		const struct range *other, *moved;

		if (f->v == v) {
			other = evaluate(engine, state, f->w);
			if (!other->n)
				continue;
			moved = range_interval(region, range_max(other) + f->c,
					       range_max(other) + f->c,
					       KNOW_CODE,
					       range_know_max(other));
			r = range_where(region, r, IR_LE, moved);
		} else if (f->w == v) {
			other = evaluate(engine, state, f->v);
			if (!other->n)
				continue;
			moved = range_interval(region, range_min(other) - f->c,
					       range_min(other) - f->c,
					       other->at[0].know_low,
					       KNOW_CODE);
			r = range_where(region, r, IR_GE, moved);
		}
	}
	return r;
}

static const struct range *evaluate(struct engine *engine,
				    const struct state *state, vn v)
{
	const struct range *r, *known;

	memo_select(engine, state);
	r = g_array_index(engine->memo, const struct range *, v);
	if (r)
		return r;
	known = state_known(state, v);
	if (engine->range_depth >= MAX_EVALUATION_DEPTH) {
		const struct number *n = at(engine, v);

		if (known)
			return known;
		return n->kind == N_LEAF || n->kind == N_PHI ? n->base :
		       range_full(&engine->region, n->type, KNOW_NOTHING);
	}
	engine->range_depth++;
	/* A guess for the time being, so that facts in a circle end. */
	g_array_index(engine->memo, const struct range *, v) =
		known ? known :
		range_full(&engine->region, at(engine, v)->type, KNOW_NOTHING);
	{
		struct number n = *at(engine, v);

		r = evaluate_base(engine, state, &n);
	}
	if (known)
		r = range_intersect(&engine->region, r, known);
	r = apply_facts(engine, state, v, r);
	engine->range_depth--;
	memo_select(engine, state);
	g_array_index(engine->memo, const struct range *, v) = r;
	return r;
}

const struct range *state_range(struct engine *engine,
				const struct state *state, vn v)
{
	if (state->is_dead)
		return range_empty();
	return evaluate(engine, state, v);
}

/*
 * Peel what does not change the value: conversions that keep it, and additions
 * of constants that do not wrap. v = result + *offset.
 */
static vn peel(struct engine *engine, const struct state *state, vn v,
	       wide *offset)
{
	*offset = 0;
	for (guint i = 0; i < MAX_RESTRICT_DEPTH; i++) {
		const struct number *n = at(engine, v);
		const struct range *a;
		wide c;

		if (n->kind != N_OP || !n->a)
			return v;
		if (n->op == IR_CAST && n->type.bits > 1) {
			struct ctype t = n->type;
			vn inner = n->a;

			a = evaluate(engine, state, inner);
			if (!a->n || range_min(a) < ctype_min(t) ||
			    range_max(a) > ctype_max(t))
				return v;
			v = inner;
			continue;
		}
		if ((n->op != IR_ADD && n->op != IR_SUB) ||
		    !number_is_const(&engine->numbers, n->b, &c))
			return v;
		{
			struct ctype t = n->type;
			vn inner = n->a;

			if (n->op == IR_SUB)
				c = -c;
			/* x + 0xffffffff is x - 1 */
			if (!t.is_signed && c > ctype_max(t) / 2)
				c -= ctype_max(t) + 1;
			a = evaluate(engine, state, inner);
			if (!a->n || range_min(a) + c < ctype_min(t) ||
			    range_max(a) + c > ctype_max(t))
				return v;
			*offset += c;
			v = inner;
		}
	}
	return v;
}

static bool prove(struct engine *engine, const struct state *state, vn v, vn w,
		  wide *c, guint depth)
{
	bool found = false;
	wide best = 0;

	if (v == w) {
		*c = 0;
		return true;
	}
	for (guint i = 0; i < state->facts->len; i++) {
		const struct fact *f = &g_array_index(state->facts,
						      struct fact, i);
		wide rest;

		if (f->v != v)
			continue;
		if (f->w == w)
			rest = 0;
		else if (!depth ||
			 !prove(engine, state, f->w, w, &rest, depth - 1))
			continue;
		if (!found || f->c + rest < best)
			best = f->c + rest;
		found = true;
	}
	*c = best;
	return found;
}

bool state_prove(struct engine *engine, const struct state *state, vn v, vn w,
		 wide *c)
{
	wide ov, ow, rest, by_range;
	const struct range *rv, *rw;
	bool found;
	vn pv, pw;

	if (v == w) {
		*c = 0;
		return true;
	}
	pv = peel(engine, state, v, &ov);
	pw = peel(engine, state, w, &ow);
	found = prove(engine, state, pv, pw, &rest, MAX_PROOF_DEPTH);
	if (found)
		*c = rest + ov - ow;
	rv = state_known(state, pv);
	rw = state_known(state, pw);
	if (!rv)
		rv = at(engine, pv)->kind == N_CONST ?
		     evaluate(engine, state, pv) : NULL;
	if (!rw)
		rw = at(engine, pw)->kind == N_CONST ?
		     evaluate(engine, state, pw) :
		     range_full(&engine->region, at(engine, pw)->type,
				KNOW_NOTHING);
	if (rv && rw && rv->n && rw->n) {
		by_range = range_max(rv) + ov - (range_min(rw) + ow);
		if (!found || by_range < *c)
			*c = by_range;
		found = true;
	}
	return found;
}

static bool is_unknown_leaf(struct engine *engine, const struct state *state,
			    vn w)
{
	const struct range *r = evaluate(engine, state, w);

	/* a counter of the same loop is no bound */
	if (at(engine, w)->kind == N_PHI && at(engine, w)->is_loop)
		return false;
	return r->n && range_know_max(r) == KNOW_NOTHING;
}

bool state_bounded_by_unknown(struct engine *engine,
			      const struct state *state, vn v)
{
	wide offset;

	v = peel(engine, state, v, &offset);
	for (guint i = 0; i < state->facts->len; i++) {
		const struct fact *f = &g_array_index(state->facts,
						      struct fact, i);

		if (f->v == v && is_unknown_leaf(engine, state, f->w))
			return true;
	}
	return false;
}

static void add_fact(struct engine *engine, struct state *state, vn v, vn w,
		     wide c)
{
	wide ov, ow;
	guint i;

	v = peel(engine, state, v, &ov);
	w = peel(engine, state, w, &ow);
	c += ow - ov;
	/* A constant is a range, not a fact. */
	if (v == w || at(engine, v)->kind == N_CONST ||
	    at(engine, w)->kind == N_CONST)
		return;
	for (i = 0; i < state->facts->len; i++) {
		struct fact *f = &g_array_index(state->facts, struct fact, i);

		if (f->v == v && f->w == w) {
			f->c = MIN(f->c, c);
			state->version = 0;
			return;
		}
		if (f->v > v || (f->v == v && f->w > w))
			break;
	}
	g_array_insert_val(state->facts, i,
			   ((struct fact){ .v = v, .w = w, .c = c }));
	state->version = 0;
}

void state_add_fact(struct engine *engine, struct state *state, vn v, vn w,
		    wide c)
{
	add_fact(engine, state, v, w, c);
}

static void restrict_number(struct engine *engine, struct state *state, vn v,
			    const struct range *range, const struct why *why,
			    guint depth);

static void restrict_operands(struct engine *engine, struct state *state,
			      vn v, const struct range *r,
			      const struct why *why, guint depth)
{
	struct obstack *region = &engine->region;
	struct number n = *at(engine, v);
	const struct range *a, *b, *back;

	a = evaluate(engine, state, n.a);
	switch (n.op) {
	case IR_CAST:
		if (n.type.bits == 1)
			return;
		back = range_cast_preimage(region, a, at(engine, n.a)->type,
					   n.type, r);
		restrict_number(engine, state, n.a, back, why, depth + 1);
		return;
	case IR_NEG:
		back = range_intersect(region, a,
				       range_neg(region, r, n.type));
		restrict_number(engine, state, n.a, back, why, depth + 1);
		return;
	case IR_NOT:
		back = range_intersect(region, a,
				       range_not(region, r, n.type));
		restrict_number(engine, state, n.a, back, why, depth + 1);
		return;
	default:
		break;
	}
	if (op_is_wrap(n.op)) {
		const struct range *exact;

		b = evaluate(engine, state, n.b);
		exact = range_exact(region, IR_ADD + (n.op - IR_WRAP_ADD), a,
				    b);
		if (!exact->n || range_min(exact) < ctype_min(n.type) ||
		    range_max(exact) > ctype_max(n.type))
			return;
		n.op = IR_ADD + (n.op - IR_WRAP_ADD);
		n.type = (struct ctype){ 64, n.type.is_signed };
	}
	if (!n.b || n.op < IR_ADD || n.op > IR_XOR)
		return;
	b = evaluate(engine, state, n.b);
	if (n.op == IR_MUL && !range_is_const(b, NULL) && b->n && a->n &&
	    range_min(b) >= 1 && range_min(a) >= 0 && n.type.bits == 64 &&
	    range_max(range_exact(region, IR_MUL, a, b)) <= ctype_max(n.type)) {
		/* a product that cannot wrap bounds each factor */
		back = range_where(region, a, IR_LE, r);
		restrict_number(engine, state, n.a, back, why, depth + 1);
		return;
	}
	back = range_preimage(region, n.op, a, b, r, n.type);
	restrict_number(engine, state, n.a, back, why, depth + 1);
	if (state->is_dead)
		return;
	if (n.op == IR_ADD) {
		back = range_preimage(region, n.op, b,
				      evaluate(engine, state, n.a), r, n.type);
		restrict_number(engine, state, n.b, back, why, depth + 1);
	} else if (n.op == IR_SUB) {
		/* b = a - r */
		back = range_intersect(region, b,
				       range_binary(region, IR_SUB,
						    evaluate(engine, state,
							     n.a), r, n.type));
		restrict_number(engine, state, n.b, back, why, depth + 1);
	}
}

static void restrict_number(struct engine *engine, struct state *state, vn v,
			    const struct range *range, const struct why *why,
			    guint depth)
{
	const struct range *now, *new;
	const struct why *before;

	if (state->is_dead)
		return;
	now = evaluate(engine, state, v);
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
	if (at(engine, v)->kind == N_OP && depth < MAX_RESTRICT_DEPTH)
		restrict_operands(engine, state, v, new, why, depth);
}

void state_restrict(struct engine *engine, struct state *state, vn v,
		    const struct range *range, const struct why *why)
{
	restrict_number(engine, state, v, range, why, 0);
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
	struct obstack *region = &engine->region;
	const struct range *ra = evaluate(engine, state, a);
	const struct range *rb = evaluate(engine, state, b);
	const struct range *top;

	if (state->is_dead || !ra->n || !rb->n || range_min(ra) < 0 ||
	    range_min(rb) < 0)
		return;
	if (op == IR_SUB) {
		if (t.is_signed)
			return;
		restrict_number(engine, state, a,
				range_where(region, ra, IR_GE, rb), why, 0);
		if (!state->is_dead)
			add_fact(engine, state, b, a, 0);
		return;
	}
	top = range_interval(region, ctype_max(t), ctype_max(t), KNOW_CODE,
			     KNOW_NOTHING);
	if (op == IR_MUL && range_min(rb) > 0)
		top = range_interval(region, 0, ctype_max(t) / range_min(rb),
				     KNOW_CODE, KNOW_NOTHING);
	else if (op == IR_ADD)
		top = range_interval(region, 0, ctype_max(t) - range_min(rb),
				     KNOW_CODE, KNOW_NOTHING);
	restrict_number(engine, state, a, range_where(region, ra, IR_LE, top),
			why, 0);
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
						evaluate(engine, state, a),
						evaluate(engine, state, b));

	exact = range_intersect(&engine->region, exact,
				range_full(&engine->region, t, KNOW_NOTHING));
	restrict_number(engine, state, wrapped, exact, why, 0);
	restrict_fitting(engine, state, op, t, a, b, why);
	/* at least each summand and, unless one is zero, each factor */
	if (!state->is_dead && op == IR_ADD &&
	    range_min(evaluate(engine, state, b)) >= 0)
		add_fact(engine, state, a, wrapped, 0);
	if (!state->is_dead && op == IR_ADD &&
	    range_min(evaluate(engine, state, a)) >= 0)
		add_fact(engine, state, b, wrapped, 0);
}

static void assume_compare(struct engine *engine, struct state *state,
			   enum ir_op op, vn a, vn b, const struct why *why)
{
	struct obstack *region = &engine->region;

	restrict_number(engine, state, a,
			range_where(region, evaluate(engine, state, a), op,
				    evaluate(engine, state, b)), why, 0);
	if (state->is_dead)
		return;
	restrict_number(engine, state, b,
			range_where(region, evaluate(engine, state, b),
				    mirrored(op),
				    evaluate(engine, state, a)), why, 0);
	if (state->is_dead)
		return;
	switch (op) {
	case IR_LT:
		add_fact(engine, state, a, b, -1);
		break;
	case IR_LE:
		add_fact(engine, state, a, b, 0);
		break;
	case IR_GT:
		add_fact(engine, state, b, a, -1);
		break;
	case IR_GE:
		add_fact(engine, state, b, a, 0);
		break;
	case IR_EQ:
		add_fact(engine, state, a, b, 0);
		add_fact(engine, state, b, a, 0);
		break;
	default:
		break;
	}
}

/* v == 0 or v != 0, where v is itself a truth value or made of one. */
static void assume_value(struct engine *engine, struct state *state, vn v,
			 bool holds, const struct why *why, guint depth)
{
	struct obstack *region = &engine->region;
	struct number n = *at(engine, v);
	const struct range *zero = range_const(region, 0);
	wide c;

	if (n.kind == N_OP && depth < MAX_RESTRICT_DEPTH) {
		if (op_is_compare(n.op)) {
			enum ir_op op = holds ? n.op : negated(n.op);

			restrict_number(engine, state, v,
					range_const(region, holds), why, 0);
			if (state->is_dead)
				return;
			if ((op == IR_EQ || op == IR_NE) &&
			    number_is_const(&engine->numbers, n.b, &c) &&
			    c == 0) {
				assume_value(engine, state, n.a, op == IR_NE,
					     why, depth + 1);
				return;
			}
			assume_compare(engine, state, op, n.a, n.b, why);
			return;
		}
		if (op_is_overflow(n.op) && !holds) {
			restrict_number(engine, state, v, zero, why, 0);
			if (!state->is_dead)
				assume_no_overflow(engine, state, &n, why);
			return;
		}
		if (n.op == IR_CAST) {
			const struct number *inner = at(engine, n.a);

			/* x != 0 survives widening and conversion to bool */
			if (n.type.bits == 1 ||
			    n.type.bits >= inner->type.bits) {
				assume_value(engine, state, n.a, holds, why,
					     depth + 1);
				if (!state->is_dead)
					restrict_number(engine, state, v,
						range_where(region,
							evaluate(engine, state,
								 v),
							holds ? IR_NE : IR_EQ,
							zero), why, 0);
				return;
			}
		}
		if (n.op == IR_OR && !holds) {
			assume_value(engine, state, n.a, false, why, depth + 1);
			if (!state->is_dead)
				assume_value(engine, state, n.b, false, why,
					     depth + 1);
			return;
		}
	}
	if (n.kind == N_OFFSET && !n.imm) {
		assume_value(engine, state, n.a, holds, why, depth + 1);
		return;
	}
	restrict_number(engine, state, v,
			range_where(region, evaluate(engine, state, v),
				    holds ? IR_NE : IR_EQ, zero), why, 0);
	/* x - y != 0 and x == y are the same news */
	if (!state->is_dead && !holds && n.kind == N_OP && n.op == IR_SUB)
		assume_compare(engine, state, IR_EQ, n.a, n.b, why);
}

void state_assume(struct engine *engine, struct state *state, vn condition,
		  bool holds, const struct why *why)
{
	if (!state->is_dead)
		assume_value(engine, state, condition, holds, why, 0);
}
