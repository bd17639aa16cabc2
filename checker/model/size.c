// SPDX-License-Identifier: GPL-2.0-only
/* The table's size expression over the call's arguments, in the target's
 * integers. */
#include "model/size.h"

struct sizing {
	struct engine *engine;
	struct state *state;
	const struct call_site *site;
	const struct allocator *row;
	const struct target *target;
	struct ctype size_type;
};

static struct size part_of(const struct sizing *s, vn v, const struct why *why)
{
	return (struct size){ v, state_range(s->engine, s->state, v), why,
			      false };
}

static struct size part_const(const struct sizing *s, guint64 value)
{
	return part_of(s, number_const(&s->engine->numbers, s->size_type,
				       (wide)value), NULL);
}

static struct size part_page(const struct sizing *s)
{
	return part_of(s, number_from_atoms(&s->engine->numbers, s->size_type,
					    (wide)1 << s->target->page_shift,
					    s->engine->varying & ATOMS_PAGE),
		       NULL);
}

static struct size part_arg(const struct sizing *s, guint64 n)
{
	struct value a = { 0, NULL };

	if (n >= 1 && n <= s->site->n_args)
		a = s->site->args[n - 1];
	if (!a.v)
		return (struct size){ 0, range_full(&s->engine->region,
						    s->size_type,
						    KNOW_NOTHING), NULL,
				      false };
	a.v = engine_cast(s->engine, s->state, a.v, s->size_type);
	return part_of(s, a.v, a.why);
}

/* Where some results overflow and others do not, only these are asked for: the
 * call has failed by then. */
static const struct range *without_overflow(const struct sizing *s,
					    const struct range *exact)
{
	struct region *region = &s->engine->region;
	wide max = ctype_max(s->size_type);
	const struct range *out = range_empty();

	if (s->row->overflow != OVERFLOW_FAIL || range_is_empty(exact) ||
	    range_min(exact) > max || range_max(exact) <= max)
		return exact;
	for (guint i = 0; i < exact->n && exact->at[i].low <= max; i++)
		out = range_union(region, out,
			range_interval(region, exact->at[i].low,
				       MIN(exact->at[i].high, max),
				       exact->at[i].know_low,
				       exact->at[i].know_high));
	return range_from_atoms(region, out, exact->atoms);
}

/* Where nothing can wrap the number knows at least as much; where everything does
 * it knows nothing of what the allocator refuses. */
static bool number_tells(const struct sizing *s, const struct range *exact,
			 const struct range *wrapped)
{
	wide max = ctype_max(s->size_type);

	if (s->row->overflow == OVERFLOW_WRAP)
		return true;
	if (range_is_empty(exact) || range_min(exact) > max)
		return false;
	return (range_min(exact) >= 0 && range_max(exact) <= max) ||
	       range_max(wrapped) < range_max(exact) / 2;
}

static struct size part_binary(const struct sizing *s, enum ir_op op,
			       struct size a, struct size b)
{
	struct region *region = &s->engine->region;
	struct size out = { 0, NULL, a.why ? a.why : b.why,
			    a.is_mapped || b.is_mapped };
	const struct range *fitting, *wrapped;

	if (a.v && b.v)
		out.v = engine_binary(s->engine, s->state, op, s->size_type,
				      a.v, b.v);
	if (op == IR_ADD || op == IR_SUB || op == IR_MUL)
		out.exact = range_exact(region, op, a.exact, b.exact);
	else
		out.exact = range_binary(region, op, a.exact, b.exact,
					 (struct ctype){ 64, false });
	fitting = without_overflow(s, out.exact);
	wrapped = out.v && !out.is_mapped ?
		  state_range(s->engine, s->state, out.v) : NULL;
	if (wrapped && fitting == out.exact && number_tells(s, fitting, wrapped))
		out.exact = wrapped;
	else if (wrapped && fitting != out.exact &&
		 range_max(wrapped) < range_max(fitting) / 2)
		out.exact = range_intersect(region, fitting, wrapped);
	else
		out.exact = fitting;
	return out;
}

static struct size part_map(const struct sizing *s, struct size a,
			    wide (*f)(const struct sizing *s, wide v))
{
	struct region *region = &s->engine->region;
	const struct range *out = range_empty();

	for (guint i = 0; i < a.exact->n; i++)
		out = range_union(region, out,
			range_interval(region, f(s, a.exact->at[i].low),
				       f(s, a.exact->at[i].high),
				       a.exact->at[i].know_low,
				       a.exact->at[i].know_high));
	a.exact = range_from_atoms(region, out, a.exact->atoms);
	a.is_mapped = true;
	return a;
}

static wide map_pow2(const struct sizing *s, wide v)
{
	(void)s;
	return wide_pow2_up(MIN(v, (wide)1 << 64));
}

static wide map_order(const struct sizing *s, wide v)
{
	return v < 0 || v > 50 ? (wide)1 << 64 :
	       (wide)1 << (s->target->page_shift + (guint)v);
}

/* The cache line rounding alone: the constant part is in the limit. */
static wide map_skb(const struct sizing *s, wide v)
{
	(void)s;
	return (v + 63) / 64 * 64;
}

static struct size part_min_max(const struct sizing *s, bool max,
				struct size a, struct size b)
{
	struct region *region = &s->engine->region;
	enum ir_op op = max ? IR_GE : IR_LE;

	if (range_is_empty(a.exact) || range_is_empty(b.exact))
		return a;
	a.exact = range_union(region,
			      range_where(region, a.exact, op, b.exact),
			      range_where(region, b.exact, op, a.exact));
	return a;
}

static struct size part_strlen(const struct sizing *s, guint64 n)
{
	struct value a = n >= 1 && n <= s->site->n_args ?
			 s->site->args[n - 1] : (struct value){ 0, NULL };
	const struct number *number = a.v ?
		number_at(&s->engine->numbers, a.v) : NULL;

	if (number && number->kind == N_STRING && number->imm)
		return part_const(s, number->imm - 1);
	return (struct size){ 0, range_full(&s->engine->region, s->size_type,
					    KNOW_NOTHING), NULL, false };
}

static struct size part_round(const struct sizing *s, enum size_op op,
			      struct size a, struct size b)
{
	struct size one = part_const(s, 1);

	if (op != SIZE_ROUND_DOWN)
		a = part_binary(s, IR_ADD, a, part_binary(s, IR_SUB, b, one));
	a = part_binary(s, IR_DIV, a, b);
	return op == SIZE_DIV_ROUND_UP ? a : part_binary(s, IR_MUL, a, b);
}

static struct size combine(const struct sizing *s, enum size_op op,
			   struct size a, struct size b)
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
	return (op >= SIZE_ADD && op <= SIZE_ROUND_DOWN) ||
	       op == SIZE_MINIMUM || op == SIZE_MAXIMUM;
}

static struct size leaf_part(const struct sizing *s,
			     const struct size_term *term)
{
	switch (term->op) {
	case SIZE_ARG:
		return part_arg(s, term->value);
	case SIZE_NUMBER:
		return part_const(s, term->value);
	case SIZE_PAGE_BYTES:
		return part_page(s);
	case SIZE_LONG_BYTES:
		return part_const(s, s->target->long_bytes);
	case SIZE_LONG_BITS:
		return part_const(s, s->target->long_bytes * 8);
	default:
		return part_strlen(s, term->value);
	}
}

static struct size evaluate(const struct sizing *s)
{
	struct size stack[SIZE_TERMS_MAX];
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
		} else {
			stack[n++] = leaf_part(s, term);
		}
	}
	if (!n)
		return (struct size){ 0, range_empty(), NULL, false };
	if (s->row->limit == LIMIT_ORDER) {
		stack[n - 1] = part_map(s, stack[n - 1], map_order);
		stack[n - 1].exact =
			range_from_atoms(&s->engine->region, stack[n - 1].exact,
					 s->engine->varying & ATOMS_PAGE);
	}
	return stack[n - 1];
}

/* Too much, perhaps only because entries of tables were mixed: once more for
 * each value of their index. */
static void keep_entries_together(struct sizing *s, struct size *size)
{
	g_autoptr(GPtrArray) states = engine_split_by_index(s->engine,
							    s->state);
	const struct range *exact = range_empty();

	for (guint i = 0; states && i < states->len; i++) {
		s->state = g_ptr_array_index(states, i);
		if (!s->state->is_dead)
			exact = range_union(&s->engine->region, exact,
					    evaluate(s).exact);
	}
	if (states)
		size->exact = exact;
}

struct size size_asked(struct engine *engine, struct state *state,
		       const struct call_site *site,
		       const struct allocator *row)
{
	const struct running *running = engine->client->data;
	const struct analysis *analysis = running->analysis;
	const struct target *target = analysis->target;
	struct sizing s = {
		.engine = engine, .state = state, .site = site, .row = row,
		.target = target,
		.size_type.bits = target->long_bytes ?
				  (guint8)(target->long_bytes * 8) : 64,
	};
	struct size size;

	size = evaluate(&s);
	if (!range_is_empty(size.exact) &&
	    range_max(size.exact) > (wide)analysis_limits(analysis, row).least)
		keep_entries_together(&s, &size);
	return size;
}
