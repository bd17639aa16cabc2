// SPDX-License-Identifier: GPL-2.0-only
/*
 * v <= w + c: what follows from a state's facts, from ranges, and from how
 * addresses are made of each other.
 */
#include "value/engine.h"

#include <string.h>

#define MAX_PROOF_STEPS 4
#define MAX_REACHED 128
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

/* The least c found so far, and how it is known. */
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

/* A number that v is at most c more than. */
struct reached {
	vn number;
	wide c;
	enum know know;
	bool is_open;		/* what follows from it is not known yet */
};

/*
 * What follows from the facts about v, a step at a time: each number is gone on
 * from once in a step, however many ways lead to it.
 */
struct reach {
	struct engine *engine;
	const struct state *state;
	guint n;
	struct reached at[MAX_REACHED];
};

/* What was reached from a number in a state of that version: a join asks of one
 * number against many. */
struct proof {
	guint64 version;		/* 0: none */
	vn from;
	guint n;
	struct reached at[MAX_REACHED];
};

#define N_PROOFS 8

struct proof *proofs_new(void)
{
	return g_new0(struct proof, N_PROOFS);
}

static void reach(struct reach *r, vn number, wide c, enum know know)
{
	struct reached found = { number, c, know, true };
	guint i = 0;

	while (i < r->n && r->at[i].number != number)
		i++;
	if (i < r->n ? r->at[i].c > c : i < MAX_REACHED) {
		r->at[i] = found;
		r->n = MAX(r->n, i + 1);
	}
}

/* An element, and what it is an element of: by how much is it behind that at
 * least, or at most? 0 if it is no element, or its address may have wrapped. */
static vn element_base(struct engine *engine, const struct state *state,
		       vn address, const struct range **far, wide *offset)
{
	const struct number n = *at(engine, address);
	const struct range *index;

	if (n.kind != N_INDEX)
		return 0;
	index = state_range(engine, state, n.b);
	if (!index->n)
		return 0;
	*far = engine_range_exact(engine, IR_MUL, index,
				  range_const(&engine->region,
					      (gint64)n.imm));
	if (!(*far)->n || range_min(*far) < -MAX_SPAN ||
	    range_max(*far) > MAX_SPAN)
		return 0;
	return state_peel(engine, state, n.a, offset);
}

/* The address whose distance from `base` a number is, in elements of that size:
 * 0 if it is no distance. */
static vn far_end(const struct engine *engine, vn distance, vn base,
		  guint64 size)
{
	const struct number *n = at(engine, distance);
	wide divisor;

	if (n->kind == N_OP && n->op == IR_DIV && size > 1 &&
	    number_is_const(&engine->numbers, n->b, &divisor) &&
	    divisor == (wide)size)
		n = at(engine, n->a);
	else if (size != 1)
		return 0;
	return n->kind == N_OP && n->op == IR_SUB && n->b == base &&
	       at(engine, n->a)->is_pointer ? n->a : 0;
}

/* base + n where n <= end - base: no further than end. */
static void reach_far_end(struct reach *r, const struct reached from)
{
	const GArray *facts = r->state->facts;
	const struct number n = *at(r->engine, from.number);
	wide offset;
	vn index;

	if (n.kind != N_INDEX)
		return;
	index = state_peel(r->engine, r->state, n.b, &offset);
	for (guint i = state_find_fact(r->state, index, 0); i < facts->len;
	     i++) {
		const struct fact f = g_array_index(facts, struct fact, i);
		vn end;

		if (f.v != index)
			break;
		end = far_end(r->engine, f.w, n.a, n.imm);
		if (end)
			reach(r, end, from.c + (f.c + offset) * (wide)n.imm,
			      from.know);
	}
}

static void reach_from(struct reach *r, const struct reached from)
{
	const GArray *facts = r->state->facts;
	const struct range *far;
	wide offset;
	vn base;

	for (guint i = state_find_fact(r->state, from.number, 0);
	     i < facts->len; i++) {
		const struct fact f = g_array_index(facts, struct fact, i);

		if (f.v != from.number)
			break;
		reach(r, f.w, from.c + f.c, from.know);
	}
	reach_far_end(r, from);
	base = element_base(r->engine, r->state, from.number, &far, &offset);
	/* how near it is at least, its type says */
	if (base)
		reach(r, base, from.c + offset + range_max(far),
		      MAX(from.know, range_know_max(far)));
}

/* Asked for while a range is worked out, it is made of guesses: not kept. */
static void keep_proof(const struct reach *r, vn v, struct proof *proof)
{
	if (r->engine->range_depth || !r->state->version)
		return;
	proof->version = r->state->version;
	proof->from = v;
	proof->n = r->n;
	memcpy(proof->at, r->at, r->n * sizeof(*r->at));
}

static void reach_all(struct reach *r, vn v)
{
	struct proof *proof = &r->engine->proofs[v % N_PROOFS];

	if (proof->version && proof->version == r->state->version &&
	    proof->from == v) {
		r->n = proof->n;
		memcpy(r->at, proof->at, r->n * sizeof(*r->at));
		return;
	}
	r->n = 0;
	reach(r, v, 0, KNOW_CODE);
	for (guint step = 0; step < MAX_PROOF_STEPS; step++) {
		guint n = r->n;

		for (guint i = 0; i < n; i++) {
			if (!r->at[i].is_open)
				continue;
			r->at[i].is_open = false;
			reach_from(r, r->at[i]);
		}
	}
	keep_proof(r, v, proof);
}

/* Elements of one array are as far apart as their indices. */
static struct bound prove_by_index(struct engine *engine,
				   const struct state *state,
				   const struct reached *from, vn w)
{
	const struct number v = *at(engine, from->number);
	const struct number to = *at(engine, w);
	struct bound b = { .found = false };
	wide c;

	if (v.kind != N_INDEX || to.kind != N_INDEX || v.a != to.a ||
	    v.imm != to.imm || v.b == to.b || (gint64)v.imm <= 0)
		return b;
	b.found = state_prove_known(engine, state, v.b, to.b, &c, &b.know);
	b.c = from->c + c * (wide)v.imm;
	b.know = MAX(b.know, from->know);
	return b;
}

/* From v on, up to w or to what w is an element of. */
static struct bound prove(struct engine *engine, const struct state *state,
			  vn v, vn w)
{
	struct bound best = { .found = false };
	struct reach r;
	const struct range *far;
	wide c = 0, offset;

	r.engine = engine;
	r.state = state;
	reach_all(&r, v);
	for (guint i = 0; i < r.n; i++)
		improve(&best, prove_by_index(engine, state, &r.at[i], w));
	for (guint step = 0; w && step < MAX_PROOF_STEPS; step++) {
		for (guint i = 0; i < r.n; i++)
			if (r.at[i].number == w)
				improve(&best, (struct bound){
					true, r.at[i].c + c, r.at[i].know });
		w = element_base(engine, state, w, &far, &offset);
		if (w)
			c -= offset + range_min(far);
	}
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
	best = prove(engine, state, v, w);
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
