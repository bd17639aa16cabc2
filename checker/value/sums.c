// SPDX-License-Identifier: GPL-2.0-only
/*
 * What sums and differences can be: more than the ends of their operands tell,
 * where one of them is made of the other or facts say which is larger.
 */
#include "value/engine.h"

static const struct number *at(const struct engine *engine, vn v)
{
	return number_at(&engine->numbers, v);
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
	struct region *region = &engine->region;
	const struct range *r = range_where(region,
					    engine_range_exact(engine, IR_SUB,
							       a, b),
					    IR_GE, range_const(region, 0));
	wide c;

	if (!range_is_const(state_range(engine, state,
				     at(engine, difference->b)->b), &c) ||
	    c <= 0)
		return r;
	return range_intersect(region, r,
			       range_interval(region, range_min(a) / c * c,
					      range_max(a) / c * c,
					      a->at[0].know_low,
					      range_know_max(a)));
}

bool state_is_exact(struct engine *engine, const struct state *state,
		    const struct number *sum)
{
	const struct range *exact =
		engine_range_exact(engine, sum->op,
				   state_range(engine, state, sum->a),
				   state_range(engine, state, sum->b));

	return exact->n && range_min(exact) >= ctype_min(sum->type) &&
	       range_max(exact) <= ctype_max(sum->type);
}

#define MAX_TERMS 4

/* p is q plus what? As a mathematical sum; NULL if q is no part of it. */
static const struct range *left_over(struct engine *engine,
				     const struct state *state, vn p, vn q,
				     guint depth)
{
	struct region *region = &engine->region;
	const struct number n = *at(engine, p);
	const struct range *rest;

	if (p == q)
		return range_const(region, 0);
	if (!depth || n.kind != N_OP || (n.op != IR_ADD && n.op != IR_SUB))
		return NULL;
	rest = left_over(engine, state, n.a, q, depth - 1);
	if (rest)
		return range_exact(region, n.op, rest,
				   state_range(engine, state, n.b));
	if (n.op == IR_SUB)
		return NULL;
	rest = left_over(engine, state, n.b, q, depth - 1);
	return rest ? range_exact(region, IR_ADD, rest,
				  state_range(engine, state, n.a)) : NULL;
}

/* How much more p is than q, which is known not to be more: NULL if that is
 * not known. */
static const struct range *way_between(struct engine *engine,
				       const struct state *state, vn p, vn q)
{
	const struct range *rest;
	wide least, most;
	enum know know;

	if (!state_prove(engine, state, q, p, &least) || least > 0)
		return NULL;
	rest = left_over(engine, state, p, q, MAX_TERMS);
	if (rest)
		return rest;
	if (!state_prove_known(engine, state, p, q, &most, &know))
		return NULL;
	return range_interval(&engine->region, MIN(-least, most), most,
			      KNOW_CODE, know);
}

/*
 * p / s - q / s, where p = q + rest does not wrap: the pages that a buffer at q
 * touches. At most rest / s + 1.
 */
static const struct range *steps_between(struct engine *engine,
					 const struct state *state,
					 const struct number *difference)
{
	const struct number a = *at(engine, difference->a);
	const struct number b = *at(engine, difference->b);
	struct region *region = &engine->region;
	const struct range *rest;
	wide step;

	if (a.kind != N_OP || b.kind != N_OP || a.op != b.op || a.b != b.b ||
	    (a.op != IR_SHR && a.op != IR_DIV) || a.type.is_signed ||
	    !number_is_const(&engine->numbers, a.b, &step) || step <= 0 ||
	    (a.op == IR_SHR && step >= a.type.bits))
		return NULL;
	rest = way_between(engine, state, a.a, b.a);
	if (!rest || !rest->n || range_min(rest) < 0 ||
	    range_max(rest) > ctype_max(a.type))
		return NULL;
	if (a.op == IR_SHR)
		step = (wide)1 << step;
	return range_interval(region, range_min(rest) / step,
			      range_max(rest) / step + 1,
			      rest->at[0].know_low, range_know_max(rest));
}

/* Two addresses: as far apart as can be proven. */
static const struct range *distance(struct engine *engine,
				    const struct state *state,
				    const struct number *n)
{
	wide low = ctype_min(n->type), high = ctype_max(n->type), c;
	enum know know_low = KNOW_NOTHING, know_high = KNOW_NOTHING, know;

	if (state_prove_known(engine, state, n->a, n->b, &c, &know) &&
	    c < high) {
		high = MAX(c, low);
		know_high = know;
	}
	if (state_prove_known(engine, state, n->b, n->a, &c, &know) &&
	    -c > low) {
		low = MIN(-c, high);
		know_low = know;
	}
	return range_interval(&engine->region, low, high, know_low, know_high);
}

/* What is at least low: whoever chooses r may choose that. */
static const struct range *at_least(struct region *region,
				    const struct range *r, wide low)
{
	guint8 know = r->n ? r->at[0].know_low : KNOW_NOTHING;

	return range_where(region, r, IR_GE,
			   range_interval(region, low, low, know, know));
}

/* Does the fact say that y (and z, unless it is 0) is no more than so much more
 * than x, because a sum with them is? */
static bool sum_tells(struct engine *engine, const struct state *state,
		      const struct fact *f, vn y, vn z, wide *c)
{
	const struct number sum = *at(engine, f->v);
	wide op, oq;
	vn p, q;

	if (sum.kind != N_OP || sum.op != IR_ADD ||
	    !state_is_exact(engine, state, &sum))
		return false;
	p = state_peel(engine, state, sum.a, &op);
	q = state_peel(engine, state, sum.b, &oq);
	*c = f->c - op - oq;
	if (z)
		return (p == y && q == z) || (p == z && q == y);
	if (p != y && q != y)
		return false;
	*c -= range_min(state_range(engine, state, p == y ? q : p));
	return true;
}

/* Is it known that y + z <= x + c, by facts about sums? z may be 0. */
static bool prove_sum(struct engine *engine, const struct state *state, vn y,
		      vn z, vn x, wide *c)
{
	wide oy, oz = 0, ox, one;
	bool found = false;

	y = state_peel(engine, state, y, &oy);
	z = z ? state_peel(engine, state, z, &oz) : 0;
	x = state_peel(engine, state, x, &ox);
	for (guint i = 0; i < state->facts->len; i++) {
		const struct fact f = g_array_index(state->facts, struct fact,
						    i);

		if (f.w != x || !sum_tells(engine, state, &f, y, z, &one))
			continue;
		one += oy + oz - ox;
		if (!found || one < *c)
			*c = one;
		found = true;
	}
	return found;
}

/* Where a number is read, if it is kept there. */
static vn kept_in(struct engine *engine, vn v)
{
	const struct number *n = at(engine, v);

	return n->kind == N_LEAF && n->leaf == LEAF_LOAD && n->is_kept ?
	       engine_place_at(engine, (guint32)n->imm)->root : 0;
}

/*
 * used and size, fields of one object: what is left in it, size - used, is
 * asked by those who keep the one below the other, and who could not be told
 * from those who do not.
 */
static bool are_kept_together(struct engine *engine,
			      const struct state *state, vn used, vn size)
{
	wide offset;
	vn a = kept_in(engine, state_peel(engine, state, used, &offset));
	vn b = kept_in(engine, state_peel(engine, state, size, &offset));

	return a && b && (a == b || (at(engine, a)->kind == N_GLOBAL &&
				     at(engine, b)->kind == N_GLOBAL));
}

/* Is it known that b <= a + c? */
static bool prove_below(struct engine *engine, const struct state *state, vn b,
			vn a, wide *c)
{
	const struct number na = *at(engine, a), nb = *at(engine, b);
	bool found = state_prove(engine, state, b, a, c);
	wide sum;

	if (found && *c <= 0)
		return true;
	if (!na.type.is_signed && are_kept_together(engine, state, b, a)) {
		*c = 0;
		return true;
	}
	/* x - y - b */
	if ((na.kind == N_OP && na.op == IR_SUB) ?
	    prove_sum(engine, state, na.b, b, na.a, &sum) :
	/* a - (y + z) */
	    (nb.kind == N_OP && nb.op == IR_ADD &&
	     state_is_exact(engine, state, &nb)) ?
	    prove_sum(engine, state, nb.a, nb.b, a, &sum) :
	    prove_sum(engine, state, b, 0, a, &sum)) {
		*c = found ? MIN(*c, sum) : sum;
		found = true;
	}
	return found;
}

/* core + [low, high], modulo the type: what rounding leaves of a number. */
struct rounded {
	vn core;
	wide low, high;
};

/* n is its first operand less so much at most: a multiple below it. 0 if it is
 * nothing of the kind. */
static wide rounding_loses(struct engine *engine, const struct number *n)
{
	const struct number part = *at(engine, n->a);
	wide c, mask, full = ctype_max((struct ctype){ n->type.bits, false });

	if (!number_is_const(&engine->numbers, n->b, &c) || c <= 0)
		return 0;
	mask = full & ~c;
	if (n->op == IR_AND)
		return mask & (mask + 1) ? 0 : mask;
	if (part.kind != N_OP || part.b != n->b || part.type.is_signed)
		return 0;
	if (n->op == IR_MUL && part.op == IR_DIV)
		return c - 1;
	return n->op == IR_SHL && part.op == IR_SHR && c < n->type.bits ?
	       ((wide)1 << c) - 1 : 0;
}

/* One step of that from `of` on; false: there is none. */
static bool unround(struct engine *engine, struct rounded *of)
{
	const struct number n = *at(engine, of->core);
	wide c;

	if (n.kind != N_OP || n.type.is_signed)
		return false;
	if (n.op == IR_CAST &&
	    at(engine, n.a)->type.bits == n.type.bits) {
		of->core = n.a;
		return true;
	}
	if ((n.op == IR_ADD || n.op == IR_SUB) &&
	    number_is_const(&engine->numbers, n.b, &c)) {
		/* x + 0xffffffff is x - 1 */
		if (c > ctype_max(n.type) / 2)
			c -= ctype_max(n.type) + 1;
		of->low += n.op == IR_ADD ? c : -c;
		of->high += n.op == IR_ADD ? c : -c;
		of->core = n.a;
		return true;
	}
	if (n.op == IR_OR && number_is_const(&engine->numbers, n.b, &c) &&
	    c > 0 && !(c & (c + 1))) {
		of->high += c;
		of->core = n.a;
		return true;
	}
	c = rounding_loses(engine, &n);
	of->low -= c;
	of->core = n.op == IR_AND ? n.a : at(engine, n.a)->a;
	return c;
}

static struct rounded rounded_of(struct engine *engine, vn v)
{
	struct rounded r = { .core = v }, next = r;

	for (guint i = 0; i < 2 * MAX_TERMS && unround(engine, &next); i++)
		r = next;
	return r;
}

/*
 * round_up(end) - round_down(start): as far apart as end and start are, and
 * what the rounding adds. All that is meant modulo the type, so it holds even
 * where one of them wraps.
 */
static const struct range *between_rounded(struct engine *engine,
					   const struct state *state,
					   const struct number *n)
{
	struct rounded a = rounded_of(engine, n->a);
	struct rounded b = rounded_of(engine, n->b);
	const struct range *way;

	if (n->type.is_signed || at(engine, a.core)->kind == N_CONST ||
	    at(engine, b.core)->kind == N_CONST ||
	    (a.low == a.high && b.low == b.high))
		return NULL;
	way = left_over(engine, state, a.core, b.core, MAX_TERMS);
	if (!way)
		way = state_range(engine, state,
				  number_op(&engine->numbers, IR_SUB, n->type,
					    a.core, b.core));
	way = range_exact(&engine->region, IR_ADD, way,
			  range_interval(&engine->region, a.low - b.high,
					 a.high - b.low, KNOW_CODE, KNOW_CODE));
	return range_cast(&engine->region, way, n->type);
}

static const struct range *plain_difference(struct engine *engine,
					    const struct state *state,
					    const struct number *n,
					    const struct range *a,
					    const struct range *b)
{
	struct region *region = &engine->region;
	const struct range *r;
	wide c;

	if (is_remainder_of(engine, n->b, n->a) && a->n && range_min(a) >= 0)
		return rounded_down(engine, state, n, a, b);
	if (range_min(a) >= range_max(b) ||
	    !prove_below(engine, state, n->b, n->a, &c))
		return engine_range_binary(engine, IR_SUB, a, b, n->type);
	/* b <= a + c: the difference is at least -c; at most a is left */
	r = at_least(region, engine_range_exact(engine, IR_SUB, a, b), -c);
	if (b->n && range_min(b) >= 0)
		r = range_where(region, r, IR_LE, a);
	return range_cast(region, r, n->type);
}

const struct range *state_difference(struct engine *engine,
				     const struct state *state,
				     const struct number *n,
				     const struct range *a)
{
	const struct range *b = state_range(engine, state, n->b);
	const struct range *steps = steps_between(engine, state, n), *rounded;

	if (at(engine, n->a)->is_pointer)
		return distance(engine, state, n);
	if (steps)
		return steps;
	rounded = between_rounded(engine, state, n);
	a = plain_difference(engine, state, n, a, b);
	return rounded ? range_intersect(&engine->region, a, rounded) : a;
}

/* Does w say how far y may still be added to: x - y, which does not wrap? */
static bool is_room_beside(struct engine *engine, const struct state *state,
			   const struct number *w, vn y, wide *c)
{
	wide oy, ow, below;

	if (w->kind != N_OP || w->op != IR_SUB)
		return false;
	if (state_peel(engine, state, y, &oy) !=
	    state_peel(engine, state, w->b, &ow))
		return false;
	*c = oy - ow;
	return state_is_exact(engine, state, w) ||
	       are_kept_together(engine, state, w->b, w->a) ||
	       (state_prove(engine, state, w->b, w->a, &below) && below <= 0);
}

/* y <= x - z is known: y + z is no more than x. */
static const struct range *bound_by_room(struct engine *engine,
					 const struct state *state, vn y, vn z,
					 const struct range *exact)
{
	struct region *region = &engine->region;
	wide offset, c;

	y = state_peel(engine, state, y, &offset);
	for (guint i = state_find_fact(state, y, 0); i < state->facts->len;
	     i++) {
		const struct fact f = g_array_index(state->facts, struct fact,
						    i);
		const struct number w = *at(engine, f.w);
		const struct range *x;
		wide most;

		if (f.v != y)
			break;
		if (!is_room_beside(engine, state, &w, z, &c))
			continue;
		x = state_range(engine, state, w.a);
		if (!x->n)
			continue;
		most = range_max(x) + f.c + offset + c;
		exact = range_where(region, exact, IR_LE,
				    range_interval(region, most, most,
						   KNOW_CODE,
						   range_know_max(x)));
	}
	return exact;
}

const struct range *state_sum(struct engine *engine, const struct state *state,
			      const struct number *n, const struct range *a,
			      const struct range *b)
{
	struct region *region = &engine->region;
	const struct range *exact;

	if (!state->facts->len || at(engine, n->b)->kind == N_CONST)
		return engine_range_binary(engine, IR_ADD, a, b, n->type);
	exact = engine_range_exact(engine, IR_ADD, a, b);
	exact = bound_by_room(engine, state, n->a, n->b, exact);
	exact = bound_by_room(engine, state, n->b, n->a, exact);
	return range_cast(region, exact, n->type);
}
