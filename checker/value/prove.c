// SPDX-License-Identifier: GPL-2.0-only
/*
 * v <= w + c: what follows from a state's facts, from ranges, and from how
 * addresses are made of each other.
 */
#include "value/engine.h"

#define MAX_PROOF_DEPTH 3
#define MAX_PEELED 8
/* No address is so far from another that is made of it: an index that may go
 * further may wrap. */
#define MAX_SPAN ((wide)1 << 47)

static const struct number *at(const struct engine *engine, vn v)
{
	return number_at(&engine->numbers, v);
}

/* The number that v is a constant more than, if adding did not wrap: 0 if v is
 * nothing of the kind. */
static vn peel_constant(struct engine *engine, const struct state *state,
			const struct number *n, wide *c)
{
	const struct range *a;
	struct ctype t = n->type;

	if (n->kind == N_OFFSET) {
		*c = (gint64)n->imm;
		return n->a;
	}
	if (n->kind != N_OP || !n->a)
		return 0;
	*c = 0;
	if ((n->op == IR_ADD || n->op == IR_SUB) &&
	    number_is_const(&engine->numbers, n->b, c)) {
		if (n->op == IR_SUB)
			*c = -*c;
		/* x + 0xffffffff is x - 1 */
		if (!t.is_signed && *c > ctype_max(t) / 2)
			*c -= ctype_max(t) + 1;
	} else if (n->op != IR_CAST || t.bits == 1) {
		return 0;
	}
	a = state_range(engine, state, n->a);
	return a->n && range_min(a) + *c >= ctype_min(t) &&
	       range_max(a) + *c <= ctype_max(t) ? n->a : 0;
}

vn state_peel(struct engine *engine, const struct state *state, vn v,
	      wide *offset)
{
	*offset = 0;
	for (guint i = 0; i < MAX_PEELED; i++) {
		const struct number n = *at(engine, v);
		wide c;
		vn inner = peel_constant(engine, state, &n, &c);

		if (!inner)
			return v;
		*offset += c;
		v = inner;
	}
	return v;
}

/* The least c found so far. */
struct bound {
	bool found;
	wide c;
	enum know know;
};

static void improve(struct bound *best, struct bound other)
{
	if (other.found && (!best->found || other.c < best->c))
		*best = other;
}

static struct bound prove(struct engine *engine, const struct state *state,
			  vn v, vn w, guint depth);

/* An address and the one that it is indexed from: how far is it behind that
 * one? NULL if it may have wrapped. */
static const struct range *span(struct engine *engine,
				const struct state *state,
				const struct number *address)
{
	const struct range *index = state_range(engine, state, address->b);
	const struct range *r;

	if (!index->n)
		return NULL;
	r = range_exact(&engine->region, IR_MUL, index,
			range_const(&engine->region, (gint64)address->imm));
	return r->n && range_min(r) >= -MAX_SPAN && range_max(r) <= MAX_SPAN ?
	       r : NULL;
}

/* v is an element of what begins at another address, or w is. */
static struct bound prove_element(struct engine *engine,
				  const struct state *state, vn v, vn w,
				  guint depth)
{
	struct bound best = { .found = false };

	for (guint side = 0; side < 2; side++) {
		const struct number n = *at(engine, side ? w : v);
		const struct range *far = n.kind == N_INDEX ?
			span(engine, state, &n) : NULL;
		struct bound b;
		wide offset;
		vn base;

		if (!far)
			continue;
		base = state_peel(engine, state, n.a, &offset);
		b = side ? prove(engine, state, v, base, depth - 1) :
			   prove(engine, state, base, w, depth - 1);
		b.c += side ? -offset - range_min(far) :
			      offset + range_max(far);
		/* how near it is at least, its type says */
		if (!side)
			b.know = MAX(b.know, range_know_max(far));
		improve(&best, b);
	}
	return best;
}

static struct bound prove(struct engine *engine, const struct state *state,
			  vn v, vn w, guint depth)
{
	struct bound best = { v == w, 0, KNOW_CODE };

	if (best.found)
		return best;
	for (guint i = state_find_fact(state, v, 0); i < state->facts->len;
	     i++) {
		const struct fact f = g_array_index(state->facts, struct fact,
						    i);
		struct bound b = { f.w == w, 0, KNOW_CODE };

		if (f.v != v)
			break;
		if (!b.found && depth)
			b = prove(engine, state, f.w, w, depth - 1);
		b.c += f.c;
		improve(&best, b);
	}
	if (depth)
		improve(&best, prove_element(engine, state, v, w, depth));
	return best;
}

/* What a number was found to be, or is: nothing more, as facts are asked for
 * while ranges are worked out. */
static const struct range *plain_range(struct engine *engine,
				       const struct state *state, vn v)
{
	const struct range *known = state_known(state, v);

	return known || at(engine, v)->kind != N_CONST ? known :
	       state_range(engine, state, v);
}

/* The greatest v against the least w. */
static struct bound prove_by_range(struct engine *engine,
				   const struct state *state, vn v, vn w)
{
	const struct range *rv = plain_range(engine, state, v);
	const struct range *rw = plain_range(engine, state, w);
	struct bound b = { .found = false };

	if (!rw)
		rw = range_full(&engine->region, at(engine, w)->type,
				KNOW_NOTHING);
	if (rv && rv->n && rw->n)
		b = (struct bound){ true, range_max(rv) - range_min(rw),
				    range_know_max(rv) };
	return b;
}

bool state_prove_known(struct engine *engine, const struct state *state, vn v,
		       vn w, wide *c, enum know *know)
{
	struct bound best;
	wide ov, ow;

	if (v == w) {
		*c = 0;
		*know = KNOW_CODE;
		return true;
	}
	v = state_peel(engine, state, v, &ov);
	w = state_peel(engine, state, w, &ow);
	best = prove(engine, state, v, w, MAX_PROOF_DEPTH);
	improve(&best, prove_by_range(engine, state, v, w));
	*c = best.c + ov - ow;
	*know = best.know;
	return best.found;
}

bool state_prove(struct engine *engine, const struct state *state, vn v, vn w,
		 wide *c)
{
	enum know know;

	return state_prove_known(engine, state, v, w, c, &know);
}
