// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a number can be in a state.
 *
 * The range of a number is the meet of four things: what it can be at all (its
 * base, or what its operation makes of its operands' ranges *now*, so a later
 * check of an operand tightens a product computed earlier), what branches
 * taught about it, what linear facts say, and nothing else.
 */
#include "value/engine.h"

#include <string.h>

#include "ir/op.h"

/* Operations are looked through this far; deeper, only restrictions count. */
#define MAX_EVALUATION_DEPTH 24

static const struct range *evaluate(struct engine *engine,
				    const struct state *state, vn v);

static const struct number *at(const struct engine *engine, vn v)
{
	return number_at(&engine->numbers, v);
}

/* The place of a number in the memo; it counts for one content of a state
 * only, which the state's version names. */
static struct memo *memo_at(struct engine *engine, const struct state *state,
			    vn v)
{
	struct state *s = (struct state *)state;

	if (!s->version)
		s->version = ++engine->versions;
	if (v >= engine->memo->len)
		g_array_set_size(engine->memo,
				 engine->numbers.table->len * 2);
	return &g_array_index(engine->memo, struct memo, v);
}

static bool is_operation(const struct number *n, enum ir_op op)
{
	return n->kind == N_OP && n->op == op;
}

/* How "x is less than y" and its kin are spelled for two operands. */
struct order {
	enum ir_op less, less_equal, more;
};

/* Two variables: the facts may decide. */
static void decide(struct engine *engine, const struct state *state,
		   enum ir_op op, vn x, vn y, const struct order *order,
		   bool *may_be_true, bool *may_be_false)
{
	wide c;

	if (!*may_be_true || !*may_be_false ||
	    !state_prove(engine, state, x, y, &c))
		return;
	if (c < 0) {
		*may_be_true = op == order->less || op == order->less_equal ||
			       op == IR_NE;
		*may_be_false = !*may_be_true;
	} else if (c == 0 && op == order->less_equal) {
		*may_be_false = false;
	} else if (c == 0 && op == order->more) {
		*may_be_true = false;
	}
}

static const struct range *evaluate_compare(struct engine *engine,
					    const struct state *state,
					    const struct number *n)
{
	static const struct order forward = { IR_LT, IR_LE, IR_GT };
	static const struct order backward = { IR_GT, IR_GE, IR_LT };
	struct region *region = &engine->region;
	bool may_be_true, may_be_false;

	range_compare(n->op, evaluate(engine, state, n->a),
		      evaluate(engine, state, n->b), &may_be_true,
		      &may_be_false);
	if (n->a == n->b) {
		may_be_true = n->op == IR_EQ || n->op == IR_LE ||
			      n->op == IR_GE;
		may_be_false = !may_be_true;
	}
	decide(engine, state, n->op, n->a, n->b, &forward, &may_be_true,
	       &may_be_false);
	decide(engine, state, n->op, n->b, n->a, &backward, &may_be_true,
	       &may_be_false);
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
	const struct range *exact = engine_range_exact(engine, op,
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

/* v without conversions that keep its value, if there is nothing else. */
static vn unconverted(struct engine *engine, const struct state *state, vn v)
{
	wide offset;
	vn inner = state_peel(engine, state, v, &offset);

	return offset ? v : inner;
}

#define MAX_SCALE ((wide)1 << 20)
#define MAX_SCALE_SHIFT 20

/* A product is at most a * b * scale: where a constant factor made an operand
 * wrap, it is less. */
struct factors {
	vn a, b;
	wide scale;
};

/* v without a constant factor and conversions. */
static vn unscaled(struct engine *engine, const struct state *state, vn v,
		   wide *scale)
{
	const struct number n = *at(engine, unconverted(engine, state, v));
	wide c;

	if (n.kind != N_OP || n.type.is_signed ||
	    (n.op != IR_MUL && n.op != IR_SHL) ||
	    !number_is_const(&engine->numbers, n.b, &c) || c <= 0 ||
	    c > (n.op == IR_MUL ? MAX_SCALE : MAX_SCALE_SHIFT))
		return unconverted(engine, state, v);
	*scale *= n.op == IR_MUL ? c : (wide)1 << c;
	return unconverted(engine, state, n.a);
}

static struct factors factors_of(struct engine *engine,
				 const struct state *state,
				 const struct number *product)
{
	struct factors f = { .scale = 1 };

	f.a = unscaled(engine, state, product->a, &f.scale);
	f.b = unscaled(engine, state, product->b, &f.scale);
	return f;
}

/* The values of a range that are no more than so many times the most. */
static const struct range *at_most(struct engine *engine,
				   const struct range *range,
				   const struct range *most, wide scale)
{
	if (!most->n || range_min(most) < 0)
		return range;
	if (scale > 1)
		most = range_exact(&engine->region, IR_MUL, most,
				   range_const(&engine->region, scale));
	return range_where(&engine->region, range, IR_LE, most);
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
		const struct fact f = g_array_index(state->facts, struct fact,
						    i);
		struct factors of;
		struct number q;
		vn other;

		if (f.c > 0 || !is_operation(at(engine, f.w), IR_DIV))
			continue;
		q = *at(engine, f.w);
		of = factors_of(engine, state, product);
		other = f.v == of.a ? of.b : f.v == of.b ? of.a : 0;
		if (other && unconverted(engine, state, q.b) == other)
			range = at_most(engine, range,
					evaluate(engine, state, q.a), of.scale);
	}
	return range;
}

static bool is_same_operation(const struct number *n, const struct number *m)
{
	return n->op == m->op && n->a == m->a && n->b == m->b &&
	       n->type.bits == m->type.bits &&
	       n->type.is_signed == m->type.is_signed;
}

/* Is the product what its factors make, none of it lost? Their ranges say so,
 * or a check that it has not wrapped. */
static bool is_whole(struct engine *engine, const struct state *state,
		     const struct number *product)
{
	const enum ir_op check = IR_OVF_ADD + (product->op - IR_ADD);
	const struct range *overflow;
	wide yes;

	if (state_is_exact(engine, state, product))
		return true;
	overflow = state_known(state,
			       number_overflow(&engine->numbers, check,
					       product->type, product->a,
					       product->b));
	return overflow && range_is_const(overflow, &yes) && !yes;
}

/* (u64)n * m <= LIMIT: n * (m * 4) is at most four times that, and n * m in
 * another type that. */
static const struct range *bound_by_scaled(struct engine *engine,
					   const struct state *state,
					   const struct number *product,
					   const struct range *range)
{
	struct factors of = factors_of(engine, state, product);

	for (guint i = 0; i < state->known->len; i++) {
		const struct known *k = &g_array_index(state->known,
						       struct known, i);
		struct number w;
		vn x, y;

		if (!is_operation(at(engine, k->v), IR_MUL))
			continue;
		w = *at(engine, k->v);
		if (w.type.is_signed || is_same_operation(&w, product))
			continue;
		x = unconverted(engine, state, w.a);
		y = unconverted(engine, state, w.b);
		if (((x == of.a && y == of.b) || (x == of.b && y == of.a)) &&
		    is_whole(engine, state, &w))
			range = at_most(engine, range,
					evaluate(engine, state, k->v),
					of.scale);
	}
	return range;
}

/* x / s * s and x >> s << s: no more than x. */
static const struct range *bound_by_whole(struct engine *engine,
					  const struct state *state,
					  enum ir_op undone, vn a, vn b,
					  const struct range *range)
{
	const struct number part = *at(engine, unconverted(engine, state, a));
	const struct range *whole;

	if (part.kind != N_OP || part.op != undone ||
	    unconverted(engine, state, part.b) !=
	    unconverted(engine, state, b))
		return range;
	whole = evaluate(engine, state, part.a);
	return whole->n && range_min(whole) >= 0 ?
	       range_where(&engine->region, range, IR_LE, whole) : range;
}

/*
 * The same sum or product is known in a wider type, (u64)n * m <= LIMIT: what
 * remains of it in the narrow one is that.
 */
static const struct range *bound_by_wider(struct engine *engine,
					  const struct state *state,
					  const struct number *n,
					  const struct range *range)
{
	vn a, b;

	if (n->type.bits >= 64 || at(engine, n->b)->kind == N_CONST)
		return range;
	a = unconverted(engine, state, n->a);
	b = unconverted(engine, state, n->b);
	for (guint i = 0; i < state->known->len; i++) {
		const struct known *k = &g_array_index(state->known,
						       struct known, i);
		const struct number *w = at(engine, k->v);
		vn x = w->a, y = w->b;

		if (!is_operation(w, n->op) || w->type.bits <= n->type.bits)
			continue;
		x = unconverted(engine, state, x);
		y = unconverted(engine, state, y);
		if ((x == a && y == b) || (x == b && y == a))
			return range_cast(&engine->region,
					  evaluate(engine, state, k->v),
					  n->type);
	}
	return range;
}

/* mask is -(v op limit), all ones or zero: v & mask is v where that holds. */
static const struct range *selected(struct engine *engine,
				    const struct state *state,
				    const struct number *and, vn v, vn mask)
{
	struct region *region = &engine->region;
	const struct number *n = at(engine, mask);

	if (n->kind != N_OP || n->op != IR_NEG ||
	    n->type.bits != and->type.bits)
		return NULL;
	n = at(engine, n->a);
	if (n->kind == N_OP && n->op == IR_CAST)
		n = at(engine, n->a);
	if (n->kind != N_OP || !op_is_compare(n->op) || n->a != v)
		return NULL;
	return range_union(region, range_const(region, 0),
			   range_where(region, evaluate(engine, state, v),
				       n->op, evaluate(engine, state, n->b)));
}

static const struct range *evaluate_and(struct engine *engine,
					const struct state *state,
					const struct number *n)
{
	const struct range *r = selected(engine, state, n, n->a, n->b);

	if (!r)
		r = selected(engine, state, n, n->b, n->a);
	return r ? r : engine_range_binary(engine, IR_AND,
					   evaluate(engine, state, n->a),
					   evaluate(engine, state, n->b),
					   n->type);
}

/* Conversion to _Bool: a != 0. */
static const struct range *truth_of(struct region *region,
				    const struct range *a)
{
	wide v;

	if (!a->n)
		return a;
	if (range_is_const(a, &v))
		return range_const(region, v != 0);
	return range_interval(region, range_contains(a, 0) ? 0 : 1, 1,
			      KNOW_CODE, KNOW_CODE);
}

static const struct range *evaluate_operation(struct engine *engine,
					      const struct state *state,
					      const struct number *n)
{
	struct region *region = &engine->region;
	const struct range *a, *b;

	if (op_is_compare(n->op))
		return evaluate_compare(engine, state, n);
	if (op_is_overflow(n->op))
		return evaluate_overflow(engine, state, n);
	a = evaluate(engine, state, n->a);
	switch (n->op) {
	case IR_CAST:
		if (n->type.bits == 1 && at(engine, n->a)->type.bits != 1)
			return truth_of(region, a);
		return range_cast(region, a, n->type);
	case IR_NEG:
		return range_neg(region, a, n->type);
	case IR_NOT:
		return range_not(region, a, n->type);
	case IR_SUB:
		return state_difference(engine, state, n, a);
	case IR_AND:
		return evaluate_and(engine, state, n);
	case IR_ADD:
		b = evaluate(engine, state, n->b);
		return bound_by_wider(engine, state, n,
				      state_sum(engine, state, n, a, b));
	case IR_MUL:
		b = evaluate(engine, state, n->b);
		b = bound_by_wider(engine, state, n,
				   engine_range_binary(engine, n->op, a, b,
						       n->type));
		b = bound_by_whole(engine, state, IR_DIV, n->a, n->b, b);
		b = bound_by_whole(engine, state, IR_DIV, n->b, n->a, b);
		b = bound_by_scaled(engine, state, n, b);
		return bound_by_quotient(engine, state, n, b);
	case IR_SHL:
		b = evaluate(engine, state, n->b);
		return bound_by_whole(engine, state, IR_SHR, n->a, n->b,
				      engine_range_binary(engine, n->op, a, b,
							  n->type));
	default:
		if (!n->b)
			return range_full(region, n->type, KNOW_NOTHING);
		b = evaluate(engine, state, n->b);
		return engine_range_binary(engine, n->op, a, b, n->type);
	}
}

static const struct range *evaluate_base(struct engine *engine,
					 const struct state *state,
					 const struct number *n)
{
	struct region *region = &engine->region;

	switch (n->kind) {
	case N_CONST:
		return range_from_atoms(region,
					range_const(region,
						    ctype_value(n->type,
								n->imm)),
					n->atoms);
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

/* How well a number is known by being no larger than `other`: that somebody
 * chose that one tells nothing of what nothing is known of (assume.c), and a
 * marker stands for no bound. */
static enum know know_of_bound(const struct range *r,
			       const struct range *other)
{
	enum know know = range_know_max(other);

	if (range_is_marker(other))
		return KNOW_NOTHING;
	return range_know_max(r) == KNOW_NOTHING && know != KNOW_CODE ?
	       KNOW_NOTHING : know;
}

/* Which numbers the facts of one content of a state call a bound; others may
 * seem to be one, too. Facts are sorted by what is bounded. */
static bool may_be_bound(struct engine *engine, const struct state *state,
			 vn v)
{
	struct bounds *bounds = &engine->bounds[state->version %
						G_N_ELEMENTS(engine->bounds)];
	guint64 bit = (guint64)1 << v % 64;

	if (bounds->version != state->version) {
		memset(bounds->bits, 0, sizeof(bounds->bits));
		bounds->version = state->version;
		for (guint i = 0; i < state->facts->len; i++) {
			vn w = g_array_index(state->facts, struct fact, i).w;

			bounds->bits[w / 64 % BOUND_WORDS] |=
				(guint64)1 << w % 64;
		}
	}
	return bounds->bits[v / 64 % BOUND_WORDS] & bit;
}

/* v <= w + c */
static const struct range *apply_above(struct engine *engine,
				       const struct state *state,
				       const struct fact *f,
				       const struct range *r)
{
	struct region *region = &engine->region;
	const struct range *w = evaluate(engine, state, f->w), *moved;
	wide most = range_max(w) + f->c;

	if (!w->n || most > range_max(r))
		return r;
	moved = range_interval(region, most, most, KNOW_CODE,
			       know_of_bound(r, w));
	return range_where(region, r, IR_LE,
			   range_from_atoms(region, moved, w->atoms));
}

/* v - c <= w */
static const struct range *apply_below(struct engine *engine,
				       const struct state *state,
				       const struct fact *f,
				       const struct range *r)
{
	struct region *region = &engine->region;
	const struct range *v = evaluate(engine, state, f->v), *moved;
	wide least = range_min(v) - f->c;

	if (!v->n || least < range_min(r))
		return r;
	moved = range_interval(region, least, least, v->at[0].know_low,
			       KNOW_CODE);
	return range_where(region, r, IR_GE,
			   range_from_atoms(region, moved, v->atoms));
}

static const struct range *apply_facts(struct engine *engine,
				       const struct state *state, vn v,
				       const struct range *r)
{
	const GArray *facts = state->facts;
	bool is_bound = may_be_bound(engine, state, v);

	for (guint i = is_bound ? 0 : state_find_fact(state, v, 0);
	     i < facts->len; i++) {
		const struct fact *f = &g_array_index(facts, struct fact, i);

		if (f->v == v)
			r = apply_above(engine, state, f, r);
		else if (f->w == v)
			r = apply_below(engine, state, f, r);
		else if (!is_bound)
			break;
	}
	return r;
}

static void remember(struct engine *engine, const struct state *state, vn v,
		     const struct range *range, guint32 evaluation,
		     guint32 guess)
{
	struct memo *memo = memo_at(engine, state, v);
	guint way = memo->way[1].version == state->version;

	if (!way && memo->way[0].version != state->version)
		memo->way[1] = memo->way[0];
	memo->way[way].version = state->version;
	memo->way[way].range = range;
	memo->way[way].evaluation = evaluation;
	memo->way[way].guess = guess;
}

/* What was found before; NULL if it is not known, or by now may be better. */
static const struct range *remembered(struct engine *engine,
				      const struct state *state, vn v)
{
	const struct memo *memo = memo_at(engine, state, v);

	for (guint way = 0; way < G_N_ELEMENTS(memo->way); way++) {
		if (memo->way[way].version != state->version)
			continue;
		if (memo->way[way].guess != NO_GUESS &&
		    (!engine->range_depth ||
		     memo->way[way].evaluation < engine->question))
			return NULL;
		engine->guess = MIN(engine->guess, memo->way[way].guess);
		return memo->way[way].range;
	}
	return NULL;
}

/* What is known of it alone. */
static const struct range *unevaluated(struct engine *engine,
				       const struct state *state, vn v)
{
	const struct range *known = state_known(state, v);
	const struct number *n = at(engine, v);

	if (known)
		return known;
	return n->kind == N_LEAF || n->kind == N_PHI ? n->base :
		range_full(&engine->region, n->type, KNOW_NOTHING);
}

static const struct range *evaluate(struct engine *engine,
				    const struct state *state, vn v)
{
	const struct range *r = remembered(engine, state, v), *known;
	guint32 evaluation, guess = engine->guess;
	struct number n;

	if (r)
		return r;
	if (engine->range_depth >= MAX_EVALUATION_DEPTH)
		return unevaluated(engine, state, v);
	known = state_known(state, v);
	n = *at(engine, v);
	evaluation = ++engine->evaluations;
	if (!engine->range_depth++)
		engine->question = evaluation;
	engine->guess = NO_GUESS;
	/* A guess for the time being, so that facts in a circle end. */
	remember(engine, state, v, known ? known :
		 range_full(&engine->region, n.type, KNOW_NOTHING),
		 evaluation, evaluation);
	r = evaluate_base(engine, state, &n);
	if (known)
		r = range_intersect(&engine->region, r, known);
	r = apply_facts(engine, state, v, r);
	engine->range_depth--;
	if (engine->guess >= evaluation)
		engine->guess = NO_GUESS;
	remember(engine, state, v, r, evaluation, engine->guess);
	engine->guess = MIN(engine->guess, guess);
	return r;
}

const struct range *state_range(struct engine *engine,
				const struct state *state, vn v)
{
	if (state->is_dead)
		return range_empty();
	return evaluate(engine, state, v);
}
