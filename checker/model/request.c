// SPDX-License-Identifier: GPL-2.0-only
/*
 * A request as the allocator sees it: the table's size expression over the
 * call's arguments, in the target's integers.
 */
#include "model/model.h"

#include <string.h>

#include "ir/graph.h"
#include "ir/walk.h"

#define STACK_MAX 16

struct sizing {
	struct engine *engine;
	struct state *state;
	const struct call_site *site;
	const struct allocator *row;
	const struct target *target;
	guint page_shift;
	struct ctype size_type;
};

/* A size under construction: its number, and its range before any wrap. */
struct part {
	vn v;
	const struct range *exact;
	const struct why *why;
	bool is_mapped;		/* exact is not v's: it was rounded since */
};

static struct part part_of(const struct sizing *s, vn v, const struct why *why)
{
	return (struct part){ v, state_range(s->engine, s->state, v), why,
			      false };
}

static struct part part_const(const struct sizing *s, guint64 value)
{
	return part_of(s, number_const(&s->engine->numbers, s->size_type,
				       (wide)value), NULL);
}

static struct part part_arg(const struct sizing *s, guint64 n)
{
	struct value a = { 0, NULL };

	if (n >= 1 && n <= s->site->n_args)
		a = s->site->args[n - 1];
	if (!a.v)
		return (struct part){ 0, range_full(&s->engine->region,
						    s->size_type,
						    KNOW_NOTHING), NULL,
				      false };
	a.v = engine_cast(s->engine, s->state, a.v, s->size_type);
	return part_of(s, a.v, a.why);
}

static struct part part_binary(const struct sizing *s, enum ir_op op,
			       struct part a, struct part b)
{
	struct obstack *region = &s->engine->region;
	struct part out = { 0, NULL, a.why ? a.why : b.why,
			    a.is_mapped || b.is_mapped };
	const struct range *wrapped;

	if (a.v && b.v)
		out.v = engine_binary(s->engine, s->state, op, s->size_type,
				      a.v, b.v);
	if (op == IR_ADD || op == IR_SUB || op == IR_MUL)
		out.exact = range_exact(region, op, a.exact, b.exact);
	else
		out.exact = range_binary(region, op, a.exact, b.exact,
					 (struct ctype){ 64, false });
	if (!out.v || out.is_mapped)
		return out;
	wrapped = state_range(s->engine, s->state, out.v);
	/* Where nothing can wrap the number knows at least as much. */
	if (s->row->overflow == OVERFLOW_WRAP ||
	    (!range_is_empty(out.exact) &&
	     range_max(out.exact) <= ctype_max(s->size_type) &&
	     range_min(out.exact) >= 0) ||
	    range_max(wrapped) < range_max(out.exact) / 2)
		out.exact = wrapped;
	return out;
}

static wide pow2_up(wide v)
{
	wide p = 1;

	while (p < v)
		p <<= 1;
	return p;
}

static struct part part_map(const struct sizing *s, struct part a,
			    wide (*f)(const struct sizing *s, wide v))
{
	struct obstack *region = &s->engine->region;
	const struct range *out = range_empty();

	for (guint i = 0; i < a.exact->n; i++)
		out = range_union(region, out,
			range_interval(region, f(s, a.exact->at[i].low),
				       f(s, a.exact->at[i].high),
				       a.exact->at[i].know_low,
				       a.exact->at[i].know_high));
	a.exact = out;
	a.is_mapped = true;
	return a;
}

static wide map_pow2(const struct sizing *s, wide v)
{
	(void)s;
	return pow2_up(MIN(v, (wide)1 << 64));
}

static wide map_order(const struct sizing *s, wide v)
{
	return v < 0 || v > 50 ? (wide)1 << 64 :
	       (wide)1 << (s->page_shift + (guint)v);
}

/* The cache line rounding alone: the constant part is in the limit. */
static wide map_skb(const struct sizing *s, wide v)
{
	(void)s;
	return (v + 63) / 64 * 64;
}

static struct part part_min_max(const struct sizing *s, bool max,
				struct part a, struct part b)
{
	struct obstack *region = &s->engine->region;
	enum ir_op op = max ? IR_GE : IR_LE;

	if (range_is_empty(a.exact) || range_is_empty(b.exact))
		return a;
	a.exact = range_union(region,
			      range_where(region, a.exact, op, b.exact),
			      range_where(region, b.exact, op, a.exact));
	return a;
}

static struct part part_strlen(const struct sizing *s, guint64 n)
{
	struct value a = n >= 1 && n <= s->site->n_args ?
			 s->site->args[n - 1] : (struct value){ 0, NULL };
	const struct number *number = a.v ?
		number_at(&s->engine->numbers, a.v) : NULL;

	if (number && number->kind == N_STRING && number->imm)
		return part_const(s, number->imm - 1);
	return (struct part){ 0, range_full(&s->engine->region, s->size_type,
					    KNOW_NOTHING), NULL, false };
}

static struct part part_round(const struct sizing *s, enum size_op op,
			      struct part a, struct part b)
{
	struct part one = part_const(s, 1);

	if (op != SIZE_ROUND_DOWN)
		a = part_binary(s, IR_ADD, a, part_binary(s, IR_SUB, b, one));
	a = part_binary(s, IR_DIV, a, b);
	return op == SIZE_DIV_ROUND_UP ? a : part_binary(s, IR_MUL, a, b);
}

static struct part combine(const struct sizing *s, enum size_op op,
			   struct part a, struct part b)
{
	switch (op) {
	case SIZE_ADD:
		return part_binary(s, IR_ADD, a, b);
	case SIZE_SUB:
		return part_binary(s, IR_SUB, a, b);
	case SIZE_MUL:
		return part_binary(s, IR_MUL, a, b);
	case SIZE_DIV:
		return part_binary(s, IR_DIV, a, b);
	case SIZE_SHL:
		return part_binary(s, IR_SHL, a, b);
	case SIZE_MINIMUM:
	case SIZE_MAXIMUM:
		return part_min_max(s, op == SIZE_MAXIMUM, a, b);
	default:
		return part_round(s, op, a, b);
	}
}

static bool is_binary(enum size_op op)
{
	return (op >= SIZE_ADD && op <= SIZE_ROUND_DOWN) || op == SIZE_MINIMUM ||
	       op == SIZE_MAXIMUM;
}

static struct part leaf_part(const struct sizing *s,
			     const struct size_term *term)
{
	switch (term->op) {
	case SIZE_ARG:
		return part_arg(s, term->value);
	case SIZE_NUMBER:
		return part_const(s, term->value);
	case SIZE_PAGE_BYTES:
		return part_const(s, (guint64)1 << s->page_shift);
	case SIZE_LONG_BYTES:
		return part_const(s, s->target->long_bytes);
	case SIZE_LONG_BITS:
		return part_const(s, s->target->long_bytes * 8);
	default:
		return part_strlen(s, term->value);
	}
}

static struct part evaluate_size(const struct sizing *s)
{
	struct part stack[STACK_MAX];
	guint n = 0;

	for (guint i = 0; i < s->row->size->len; i++) {
		const struct size_term *term =
			&g_array_index(s->row->size, struct size_term, i);

		if (is_binary(term->op) && n >= 2) {
			stack[n - 2] = combine(s, term->op, stack[n - 2],
					       stack[n - 1]);
			n--;
		} else if (term->op == SIZE_ROUND_UP_POW2 && n) {
			stack[n - 1] = part_map(s, stack[n - 1], map_pow2);
		} else if (term->op == SIZE_SKB && n) {
			stack[n - 1] = part_map(s, stack[n - 1], map_skb);
		} else if (n < STACK_MAX) {
			stack[n++] = leaf_part(s, term);
		}
	}
	if (!n)
		return (struct part){ 0, range_empty(), NULL, false };
	if (s->row->limit == LIMIT_ORDER)
		stack[n - 1] = part_map(s, stack[n - 1], map_order);
	return stack[n - 1];
}

static bool is_entry_param(const struct number *n, void *data)
{
	return n->kind == N_LEAF && n->leaf == LEAF_PARAM &&
	       n->frame == data && !n->source;
}

static bool is_unset(const struct number *n, void *data)
{
	(void)data;
	return n->may_be_unset;
}

/*
 * The leaf that makes v as large, or as badly known, as it is; *bound is the
 * step that bounded it on the way, if one did.
 */
static vn culprit(struct engine *engine, const struct state *state, vn v,
		  const struct why **bound, guint depth)
{
	const struct number *n = number_at(&engine->numbers, v);
	const struct range *a, *b;
	vn x = n->a, y = n->b;

	if (!*bound)
		*bound = state_bound_why(state, v);
	if (depth > 24)
		return v;
	if (n->kind == N_PHI || (n->kind == N_LEAF && n->entry)) {
		x = n->entry;
		y = n->back;
	} else if (n->kind != N_OP) {
		return v;
	}
	if (!x || x == v)
		return y && y != v ?
		       culprit(engine, state, y, bound, depth + 1) : v;
	if (!y || y == v)
		return culprit(engine, state, x, bound, depth + 1);
	a = state_range(engine, state, x);
	b = state_range(engine, state, y);
	if (!a->n || number_is_const(&engine->numbers, x, NULL))
		x = y;
	else if (b->n && !number_is_const(&engine->numbers, y, NULL) &&
		 (range_know_max(b) != range_know_max(a) ?
		  range_know_max(b) != KNOW_NOTHING &&
		  (range_know_max(a) == KNOW_NOTHING ||
		   range_know_max(b) > range_know_max(a)) :
		  range_max(b) > range_max(a)))
		x = y;
	return culprit(engine, state, x, bound, depth + 1);
}

vn value_culprit(struct engine *engine, const struct state *state, vn v,
		 const struct why **bound)
{
	*bound = NULL;
	return culprit(engine, state, v, bound, 0);
}

/* The part of a range that lies above the limit. */
static const struct range *above(struct obstack *region,
				 const struct range *r, guint64 limit)
{
	return range_where(region, r, IR_GT,
			   range_const(region, (wide)limit));
}

/* What was held against another number is as badly known as that: a user's
 * size below a module parameter is the parameter's, below something unknown it
 * is not known. */
static void weaken_by_bounds(struct engine *engine, const struct state *state,
			     vn size, vn leaf, struct fact_value *worst)
{
	const vn held[] = { size, leaf };

	for (guint i = 0; i < G_N_ELEMENTS(held); i++) {
		vn bound = 0;
		enum know know = state_bounded_by(engine, state, held[i],
						  &bound);

		if (know <= range_know_max(worst->range))
			continue;
		worst->range = range_weaken(&engine->region, worst->range,
					    know);
		worst->source = number_at(&engine->numbers, bound)->source;
	}
}

static struct fact_value worst_of(struct engine *engine,
				  const struct state *state,
				  const struct part *size, guint64 limit)
{
	struct running *running = engine->client->data;
	const struct range *over = above(&engine->region, size->exact, limit);
	struct fact_value out = { over, NULL, NULL };
	const struct why *bound = NULL;
	vn leaf;

	if (!size->v || range_is_empty(over))
		return out;
	leaf = value_culprit(engine, state, size->v, &bound);
	out.source = number_at(&engine->numbers, leaf)->source;
	if (range_know_max(over) == KNOW_CODE) {
		if (bound)
			out.why = why_keep(running->analysis, bound);
		return out;
	}
	weaken_by_bounds(engine, state, size->v, leaf, &out);
	return out;
}

static const struct why *story_of(struct engine *engine,
				  const struct state *state,
				  const struct part *size)
{
	struct running *running = engine->client->data;
	const struct why *bound, *story = size->why;
	vn leaf;

	if (!story && size->v) {
		leaf = value_culprit(engine, state, size->v, &bound);
		story = number_at(&engine->numbers, leaf)->why;
	}
	return why_keep(running->analysis, story);
}

/*
 * Growth: the size comes from a loop's phi whose next value is larger. With
 * start and step known, the first turn over the limit is found by going
 * through them.
 */
static bool next_size(struct engine *engine, vn phi, vn next, wide now,
		      wide *then)
{
	const struct number *n = number_at(&engine->numbers, next);
	wide c;

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
	if (n->kind != N_OP || !n->b ||
	    !number_is_const(&engine->numbers, n->b, &c) ||
	    !next_size(engine, phi, n->a, now, then))
		return false;
	switch (n->op) {
	case IR_ADD:
		*then += c;
		return true;
	case IR_MUL:
		*then *= c;
		return true;
	case IR_SHL:
		*then <<= c < 0 || c > 40 ? 40 : c;
		return true;
	default:
		return false;
	}
}

struct growth {
	struct engine *engine;
	vn phi;
};

static bool is_growing_phi(const struct number *n, void *data)
{
	struct growth *g = data;
	vn v = (vn)(n - number_at(&g->engine->numbers, 0));
	wide then;

	if (n->kind != N_PHI || !n->entry || !n->back)
		return false;
	/* the edges of a loop head are in no order: what is made from the phi
	 * comes round */
	if (next_size(g->engine, v, n->entry, 1000, &then)) {
		struct number *phi = number_at(&g->engine->numbers, v);
		vn entry = phi->back;

		phi->back = phi->entry;
		phi->entry = entry;
	}
	if (!next_size(g->engine, v, n->back, 1000, &then) || then <= 1000)
		return false;
	g->phi = v;
	return true;
}

/* Is the request made in every turn of the loop, or only after it? */
static bool is_in_loop(const struct frame *frame, const struct ir_insn *insn,
		       const struct number *phi)
{
	const struct ir_function *fn;
	const struct ir_insn *other;
	guint32 here = IR_NONE, head = IR_NONE;

	while (frame && frame != phi->frame) {
		insn = frame->call;
		frame = frame->parent;
	}
	if (!frame)
		return false;
	fn = frame->fn;
	for (guint32 b = 0; b < fn->blocks->len; b++)
		if (ir_block(fn, b) == phi->ref)
			head = b;
	ir_for_each_insn(fn, walk, other)
		if (other == insn)
			here = walk.block;
	if (here == IR_NONE || head == IR_NONE)
		return false;
	return here == head || ir_block_reaches(fn, here, head);
}

static void find_growth(struct engine *engine, const struct state *state,
			const struct frame *frame, const struct part *size,
			struct request *request)
{
	struct growth g = { engine, 0 };
	const struct number *phi;
	const struct range *start;
	wide now, then;

	if (!size->v || !number_depends(&engine->numbers, size->v,
					is_growing_phi, &g))
		return;
	/* a bound by anything, known or not, is not this rule's */
	if (range_is_empty(request->worst.range) ||
	    range_know_max(request->worst.range) != KNOW_NOTHING ||
	    state_bounded_by_unknown(engine, state, g.phi) ||
	    range_know_max(state_range(engine, state, g.phi)) != KNOW_NOTHING)
		return;
	phi = number_at(&engine->numbers, g.phi);
	if (!is_in_loop(frame, request->insn, phi))
		return;
	request->grows = true;
	start = state_range(engine, state, phi->entry);
	if (!range_is_const(start, &now))
		return;
	for (guint turn = 0; turn < 1000 * 1000; turn++) {
		wide asked;

		if (!next_size(engine, g.phi, size->v, now, &asked))
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

static guint64 context_of(const struct frame *frame)
{
	guint64 h = 0;

	for (; frame; frame = frame->parent)
		h = h * 0x9e3779b97f4a7c15u + (frame->call ?
			(guint64)frame->call->loc.line << 20 ^
			(guint64)frame->call->loc.column << 8 ^
			g_str_hash(frame->fn->key) :
			g_str_hash(frame->fn->key));
	return h;
}

static struct request *find_request(struct run_result *result,
				    const struct ir_insn *insn,
				    guint64 context)
{
	for (guint i = 0; i < result->requests->len; i++) {
		struct request *r = g_ptr_array_index(result->requests, i);

		if (r->insn == insn && r->context == context)
			return r;
	}
	return NULL;
}

static const struct range *keep_range(struct analysis *analysis,
				      const struct range *r)
{
	gsize size = sizeof(*r) + r->n * sizeof(r->at[0]);

	return r->n ? obstack_copy(&analysis->region, r, (int)size) : r;
}

/* Seen before on another way to the same call, in the same context. */
static void merge_request(struct analysis *analysis, struct request *old,
			  const struct range *size,
			  const struct fact_value *worst,
			  const struct why *story)
{
	bool more = range_max(size) > range_max(old->size);

	old->size = range_union(&analysis->region, old->size,
				keep_range(analysis, size));
	if (range_is_empty(old->worst.range) ||
	    (!range_is_empty(worst->range) &&
	     range_know_max(worst->range) <
	     range_know_max(old->worst.range))) {
		old->worst.source = worst->source;
		old->worst.why = worst->why;
	}
	old->worst.range = range_union(&analysis->region, old->worst.range,
				       keep_range(analysis, worst->range));
	if (more && story)
		old->story = story;
}

static bool gfp_has(const struct call_site *site, struct engine *engine,
		    struct state *state, const struct allocator *row,
		    guint64 bit, bool otherwise)
{
	guint n = row->gfp_arg;
	const struct range *r;

	if (!n || n > site->n_args || !site->args[n - 1].v || !bit)
		return otherwise;
	r = state_range(engine, state, site->args[n - 1].v);
	for (guint i = 0; i < r->n; i++)
		if (r->at[i].low != r->at[i].high ||
		    !((guint64)r->at[i].low & bit))
			return false;
	return r->n > 0;
}

void request_record(struct engine *engine, struct state *state,
		    const struct call_site *site,
		    const struct allocator *row)
{
	struct running *running = engine->client->data;
	struct analysis *analysis = running->analysis;
	const struct target *target = analysis->target;
	const struct frame *root = site->frame;
	struct sizing s = {
		engine, state, site, row, target,
		analysis->page_shift ? analysis->page_shift :
		target->page_shift,
		{ (guint8)(target->long_bytes ? target->long_bytes * 8 : 64),
		  false },
	};
	struct part size = evaluate_size(&s);
	struct request *request;
	struct fact_value worst;
	guint64 limit = target_limit_bytes(target, row), context;

	if (range_is_empty(size.exact))
		return;
	while (root->parent)
		root = root->parent;
	worst = worst_of(engine, state, &size, limit);
	context = context_of(site->frame);
	request = find_request(running->result, site->insn, context);
	if (request) {
		merge_request(analysis, request, size.exact, &worst,
			      story_of(engine, state, &size));
	} else {
		request = g_new0(struct request, 1);
		request->function = program_function(analysis->db,
						     site->frame->fn->key);
		request->insn = site->insn;
		request->row = row;
		request->entry = running->entry;
		request->depth = site->frame->depth;
		request->context = context;
		request->limit = limit;
		request->page_shift = analysis->page_shift;
		request->size = keep_range(analysis, size.exact);
		request->worst = worst;
		request->worst.range = keep_range(analysis, worst.range);
		request->story = story_of(engine, state, &size);
		request->nofail = gfp_has(site, engine, state, row, 0, false);
		g_ptr_array_add(running->result->requests, request);
	}
	request->saw_atom |= engine->saw_atom;
	if (size.v) {
		request->depends_on_params |=
			number_depends(&engine->numbers, size.v,
				       is_entry_param, (gpointer)root);
		request->zero_is_unset |= number_depends(&engine->numbers,
						size.v, is_unset, NULL);
		find_growth(engine, state, site->frame, &size, request);
	}
}

const struct allocator *call_allocator(const struct rulebase *rules,
				       const struct ir_insn *insn)
{
	if (!insn->call->callee)
		return NULL;
	return rulebase_allocator_as(rules, insn->call->callee,
				     insn->call->written);
}

/* A constant that a temp holds without any analysis. */
static bool plain_constant(const struct ir_function *fn, guint32 temp,
			   guint64 *value)
{
	const struct ir_insn *insn = ir_origin(fn, temp);

	if (!insn || insn->op != IR_CONST || insn->atom)
		return false;
	*value = insn->imm;
	return true;
}

bool request_may_matter(const struct analysis *analysis,
			const struct function_ref *fn,
			const struct ir_insn *insn,
			const struct allocator *row)
{
	guint64 product = 1, value;

	if (row->limit == LIMIT_CMA_OPEN)
		return false;
	for (guint i = 0; i < row->size->len; i++) {
		const struct size_term *term =
			&g_array_index(row->size, struct size_term, i);

		if (term->op != SIZE_ARG)
			continue;
		if (term->value > insn->call->args->len ||
		    !plain_constant(fn->fn,
				    g_array_index(insn->call->args, guint32,
						  term->value - 1), &value))
			return true;
		if (row->limit == LIMIT_ORDER)
			value = value > 40 ? G_MAXUINT64 >> 1 :
				(guint64)4096 << value;
		if (!value || __builtin_mul_overflow(product, value, &product))
			return true;
	}
	/* Clearly small on every target, also as costly orders go. */
	return product > 8 * 4096 ||
	       product > analysis->target->kmalloc_max_bytes / 4;
}
