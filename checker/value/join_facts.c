// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two ways lead to one block: which v <= w + c hold on both?
 *
 * A fact of one side is kept as far as the other can prove it too, and a phi
 * is compared with whatever either of its inputs is known to compare with.
 */
#include "value/joining.h"

/* A state that has more remembers only what can still be asked for: facts are
 * all looked at in every join, and a function of a hundred calls that each
 * leave some behind would spend its time there. */
#define MAX_FACTS 256
/* Phis that are compared, and steps of at most so much are worth a fact. */
#define MAX_COMPARED_PHIS 64
#define MAX_STEP ((wide)1 << 30)

struct staleness {
	struct inquiry inquiry;
	GHashTable *known;	/* vn -> is it stale? NULL: none is */
};

static bool is_made_here(const struct number *n, void *data)
{
	const struct joining *j = data;

	return n->kind == N_PHI && n->ref == j->block &&
	       n->frame == j->frame &&
	       joining_made(j, number_of(&j->engine->numbers, n));
}

/* In a loop, a number made from a phi that stands for something else from here
 * on is last turn's: what was known of it says nothing of this turn's. */
static bool is_stale(struct staleness *s, vn v)
{
	gpointer known;
	bool is;

	if (!s->known)
		return false;
	if (g_hash_table_lookup_extended(s->known, GUINT_TO_POINTER(v), NULL,
					 &known))
		return GPOINTER_TO_INT(known);
	is = inquiry_depends(&s->inquiry, v);
	g_hash_table_insert(s->known, GUINT_TO_POINTER(v),
			    GINT_TO_POINTER(is));
	return is;
}

static bool has_fact(const struct state *state, vn v, vn w, wide c)
{
	const struct fact *f = state_fact_about(state, v, w);

	return f && f->c == c;
}

/* When widening, a fact must not be let grow turn by turn. */
static void keep_fact(struct joining *j, vn v, vn w, wide c)
{
	if (!j->widen || has_fact(j->a, v, w, c))
		state_add_fact(j->engine, j->out, v, w, c);
}

/*
 * s == 0 || n <= M / s: the quotient says nothing of n where s is 0, but then
 * n * s is 0, which is not above M either. Put down as what is known of that
 * product in the widest type, which no product here leaves.
 */
static void keep_product(struct joining *j, const struct fact *f,
			 const struct state *from, const struct state *other)
{
	const struct ctype widest = { 64, false };
	struct engine *engine = j->engine;
	const struct number q = *number_at(&engine->numbers, f->w);
	const struct range *most;
	wide zero, offset;
	vn factor, product;

	if (j->is_head || f->c > 0 || q.kind != N_OP || q.op != IR_DIV ||
	    !range_is_const(state_range(engine, other, q.b), &zero) || zero ||
	    range_min(state_range(engine, from, f->v)) < 0)
		return;
	most = state_range(engine, from, q.a);
	if (!most->n || range_min(most) < 0)
		return;
	factor = state_peel(engine, from, q.b, &offset);
	if (offset || joining_made(j, factor) || joining_made(j, f->v))
		return;
	product = engine_binary(engine, j->out, IR_MUL, widest,
				engine_cast(engine, j->out, f->v, widest),
				engine_cast(engine, j->out, factor, widest));
	state_restrict(engine, j->out, product,
		       range_union(&engine->region,
				   range_const(&engine->region, 0),
				   range_where(&engine->region,
					       range_full(&engine->region,
							  widest, KNOW_NOTHING),
					       IR_LE, most)), NULL);
}

/* Facts of `from` that `other` can prove too. */
static void join_facts_of(struct joining *j, struct staleness *stale,
			  const struct state *from, const struct state *other)
{
	for (guint i = 0; i < from->facts->len; i++) {
		const struct fact f = g_array_index(from->facts, struct fact,
						    i);
		bool both = has_fact(other, f.v, f.w, f.c);
		wide c = f.c;

		if ((both && from == j->b) || joining_made(j, f.v) ||
		    joining_made(j, f.w) || is_stale(stale, f.v) ||
		    is_stale(stale, f.w))
			continue;
		if (state_has_fact(other, &f) ||
		    state_prove(j->engine, other, f.v, f.w, &c))
			keep_fact(j, f.v, f.w, MAX(c, f.c));
		else
			keep_product(j, &f, from, other);
	}
}

/* v <= w + c, which the code has seen to, and by no more than a step. */
static bool is_step(struct engine *engine, const struct state *state, vn v,
		    vn w, wide *c)
{
	enum know know;

	return state_prove_known(engine, state, v, w, c, &know) &&
	       know == KNOW_CODE && *c < MAX_STEP;
}

/* phi <= w + c and w <= phi + c where both sides can prove it. */
static void phi_fact(struct joining *j, const struct phi_pair *p, vn w)
{
	wide ca, cb;

	if (is_step(j->engine, j->a, p->a, w, &ca) &&
	    is_step(j->engine, j->b, p->b, w, &cb))
		keep_fact(j, p->phi, w, MAX(ca, cb));
	if (is_step(j->engine, j->a, w, p->a, &ca) &&
	    is_step(j->engine, j->b, w, p->b, &cb))
		keep_fact(j, w, p->phi, MAX(ca, cb));
}

/* What v is compared with, in no order and some of it twice. */
static void add_compared(GArray *list, const struct state *s, vn v)
{
	for (guint i = 0; i < s->facts->len; i++) {
		const struct fact *f = &g_array_index(s->facts, struct fact,
						      i);

		if (f->v == v)
			g_array_append_val(list, f->w);
		else if (f->w == v)
			g_array_append_val(list, f->v);
	}
}

static int compare_numbers(const void *a, const void *b)
{
	const vn *v = a, *w = b;

	return (*v > *w) - (*v < *w);
}

static void phi_facts_of(struct joining *j, struct staleness *stale,
			 const struct phi_pair *p)
{
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(vn));
	vn last = 0;

	g_array_append_val(list, p->a);
	g_array_append_val(list, p->b);
	add_compared(list, j->a, p->a);
	add_compared(list, j->b, p->b);
	g_array_sort(list, compare_numbers);
	for (guint i = 0; i < list->len; i++) {
		vn w = g_array_index(list, vn, i);

		if (w == last || w == p->phi || joining_made(j, w) ||
		    number_at(&j->engine->numbers, w)->kind == N_CONST ||
		    is_stale(stale, w))
			continue;
		phi_fact(j, p, w);
		last = w;
	}
}

/* Held somewhere, or made of what is: it may be asked about again. */
static bool is_live(struct numbers *numbers, vn v)
{
	const struct number *n = number_at(numbers, v);

	if (!v || n->kind == N_CONST || number_is_marked(numbers, v))
		return true;
	return n->kind != N_PHI && n->kind != N_LEAF &&
	       is_live(numbers, n->a) && is_live(numbers, n->b);
}

/* Of too many facts those between numbers that something holds. */
static void forget_facts(struct joining *j)
{
	struct numbers *numbers = &j->engine->numbers;
	const struct state *out = j->out;
	GArray *facts;
	guint kept = 0;

	numbers_begin_walk(numbers);
	for (guint i = 0; i < out->memory->len; i++)
		number_mark_made_of(numbers, g_array_index(out->memory,
					    struct binding, i).value);
	for (guint i = 0; i < out->temps->len; i++)
		number_mark_made_of(numbers, g_array_index(out->temps,
					    struct temp_binding, i).value);
	facts = state_own(j->out, PART_FACTS);
	for (guint i = 0; i < facts->len; i++) {
		struct fact f = g_array_index(facts, struct fact, i);

		if (is_live(numbers, f.v) && is_live(numbers, f.w))
			g_array_index(facts, struct fact, kept++) = f;
	}
	g_array_set_size(facts, kept);
	j->out->version = 0;
}

void join_facts(struct joining *j, bool are_taken)
{
	bool has_loop = j->frame->flow->has_loop;
	struct staleness stale = {
		.inquiry = { .numbers = &j->engine->numbers,
			     .test = is_made_here, .data = j },
		.known = has_loop ? g_hash_table_new(NULL, NULL) : NULL,
	};

	inquiry_begin(&stale.inquiry);
	if (!are_taken) {
		join_facts_of(j, &stale, j->a, j->b);
		join_facts_of(j, &stale, j->b, j->a);
	}
	for (guint i = 0; i < j->phis->len && i < MAX_COMPARED_PHIS; i++) {
		const struct phi_pair p = g_array_index(j->phis,
							struct phi_pair, i);

		phi_facts_of(j, &stale, &p);
	}
	if (j->out->facts->len > MAX_FACTS)
		forget_facts(j);
	g_clear_pointer(&stale.known, g_hash_table_unref);
	inquiry_end(&stale.inquiry);
}
