// SPDX-License-Identifier: GPL-2.0-only
/*
 * Helpers whose exact effect on values the tables name: what each keyword
 * means. Results are value numbers of ordinary operations wherever there is
 * one, so that a later check of the result teaches about the operands.
 */
#include "model/model.h"

#include <string.h>

struct helping {
	struct engine *engine;
	struct state *state;
	const struct call_site *site;
	const struct helper *helper;
	struct ctype type;		/* of the result */
};

static struct value arg(const struct helping *h, guint i)
{
	guint n = h->helper->args[i];

	if (!n || n > h->site->n_args || !h->site->args[n - 1].v)
		return (struct value){ 0, NULL };
	return h->site->args[n - 1];
}

static const struct range *range_of(const struct helping *h, vn v)
{
	return state_range(h->engine, h->state, v);
}

/* A new number for this call's result, within a range; another one for each
 * `what` that it is made of. */
static struct value fresh_of(const struct helping *h, guint64 what,
			     const struct range *range, const struct why *why)
{
	bool is_new;
	vn v = number_leaf(&h->engine->numbers, LEAF_CALL, h->site->frame,
			   h->site->insn, what, h->type, &is_new);
	struct number *n = number_at(&h->engine->numbers, v);

	n->is_pointer = h->site->result_is_pointer;
	state_forget_known(h->state, v);
	if (range && !range_is_empty(range))
		state_set_known(h->state, v,
				range_intersect(&h->engine->region, range,
						range_full(&h->engine->region,
							   h->type,
							   KNOW_NOTHING)),
				NULL);
	return (struct value){ v, why };
}

static struct value fresh(const struct helping *h, const struct range *range,
			  const struct why *why)
{
	return fresh_of(h, 1, range, why);
}

/* Between two numbers, known as well as the first argument is. */
static struct value fresh_between(const struct helping *h, wide low, wide high,
				  const struct why *why)
{
	struct value a = arg(h, 0);
	enum know know = low == high ? KNOW_CODE : a.v ?
			 range_know_max(range_of(h, a.v)) : KNOW_NOTHING;

	return fresh(h, range_interval(&h->engine->region, low, high, know,
				       know), why);
}

static vn cast(const struct helping *h, vn v)
{
	return engine_cast(h->engine, h->state, v, h->type);
}

/* Sums and products that stop at the type's end instead of wrapping. Where
 * they cannot reach it they are plain ones. */
static struct value saturating(const struct helping *h, enum ir_op op, vn a,
			       vn b, const struct why *why)
{
	struct region *region = &h->engine->region;
	const struct range *exact;
	struct value out;
	struct number *n;
	wide max = ctype_max(h->type);

	a = cast(h, a);
	b = cast(h, b);
	exact = range_exact(region, op, range_of(h, a), range_of(h, b));
	if (!range_is_empty(exact) && range_max(exact) <= max &&
	    range_min(exact) >= 0)
		return (struct value){ engine_binary(h->engine, h->state, op,
						     h->type, a, b), why };
	if (op == IR_SUB) {
		/* size_sub(): below zero is SIZE_MAX */
		const struct range *good = range_where(region, exact, IR_GE,
						range_const(region, 0));

		if (!range_equal(good, exact))
			good = range_union(region, good,
					   range_const(region, max));
		return fresh(h, good, why);
	}
	out = fresh_of(h, (guint64)a << 32 | b,
		       range_saturate(region, exact, max), why);
	/* no less than either part, unless the other factor may be zero */
	if (op == IR_ADD) {
		state_add_fact(h->engine, h->state, a, out.v, 0);
		state_add_fact(h->engine, h->state, b, out.v, 0);
	}
	n = number_at(&h->engine->numbers, out.v);
	n->entry = a;
	n->back = b;
	n->saturates = op;
	return out;
}

static struct value minimum(const struct helping *h, bool max)
{
	struct value a = arg(h, 0), b = arg(h, 1), out;
	struct region *region = &h->engine->region;
	const struct range *ra, *rb, *low, *high;
	enum ir_op op = max ? IR_GE : IR_LE;

	a.v = cast(h, a.v);
	b.v = cast(h, b.v);
	ra = range_of(h, a.v);
	rb = range_of(h, b.v);
	low = range_where(region, ra, op, rb);
	high = range_where(region, rb, op, ra);
	out = fresh(h, range_union(region, low, high),
		    range_max(ra) < range_max(rb) ? b.why : a.why);
	if (max) {
		state_add_fact(h->engine, h->state, a.v, out.v, 0);
		state_add_fact(h->engine, h->state, b.v, out.v, 0);
	} else {
		state_add_fact(h->engine, h->state, out.v, a.v, 0);
		state_add_fact(h->engine, h->state, out.v, b.v, 0);
	}
	number_at(&h->engine->numbers, out.v)->entry = a.v;
	number_at(&h->engine->numbers, out.v)->back = b.v;
	return out;
}

static struct value clamp(const struct helping *h)
{
	struct value v = arg(h, 0), low = arg(h, 1), high = arg(h, 2);
	struct region *region = &h->engine->region;
	const struct range *r = range_of(h, cast(h, v.v));
	const struct range *rl = range_of(h, cast(h, low.v));
	const struct range *rh = range_of(h, cast(h, high.v));

	if (range_is_empty(r) || range_is_empty(rl) || range_is_empty(rh))
		return fresh(h, NULL, v.why);
	r = range_where(region, range_where(region, r, IR_GE, rl), IR_LE, rh);
	return fresh(h, range_union(region, r, range_union(region, rl, rh)),
		     v.why);
}

static wide pow2_up(wide v, guint shift G_GNUC_UNUSED)
{
	return wide_pow2_up(v);
}

static wide pow2_down(wide v, guint shift G_GNUC_UNUSED)
{
	wide p = 1;

	while (p * 2 <= v)
		p <<= 1;
	return v <= 0 ? 0 : p;
}

static wide log2_floor(wide v, guint shift G_GNUC_UNUSED)
{
	wide n = 0;

	while (v > 1) {
		v >>= 1;
		n++;
	}
	return n;
}

static wide bit_length(wide v, guint shift G_GNUC_UNUSED)
{
	return v <= 0 ? 0 : log2_floor(v, 0) + 1;
}

/* The order of a block of v bytes, with pages of 1 << shift. */
static wide order_of(wide v, guint shift)
{
	return bit_length((MAX(v, 1) - 1) >> shift, 0);
}

/* A function of one argument that never falls: its ends are the ends' images,
 * known as they are. */
static struct value rising(const struct helping *h, vn a,
			   wide (*f)(wide v, guint shift), guint shift,
			   guint8 shift_atoms)
{
	struct region *region = &h->engine->region;
	const struct range *r = range_of(h, a), *out = range_empty();
	struct value v = { .why = arg(h, 0).why };
	struct number *n;

	for (guint i = 0; i < r->n; i++)
		out = range_union(region, out,
				  range_interval(region,
						 f(MAX(r->at[i].low, 0), shift),
						 f(MAX(r->at[i].high, 0), shift),
						 r->at[i].know_low,
						 r->at[i].know_high));
	out = range_from_atoms(region, out, r->atoms | shift_atoms);
	v.v = fresh_of(h, a, range_cast(region, out, h->type), v.why).v;
	n = number_at(&h->engine->numbers, v.v);
	n->entry = a;
	n->rises = f;
	n->shift = (guint8)shift;
	n->shift_atoms = shift_atoms;
	return v;
}

static struct value monotone(const struct helping *h,
			     wide (*f)(wide v, guint shift))
{
	return rising(h, arg(h, 0).v, f, 0, 0);
}

static struct value get_order(const struct helping *h)
{
	struct engine *engine = h->engine;
	struct ctype size = { 64, false };

	return rising(h, engine_cast(engine, h->state, arg(h, 0).v, size),
		      order_of, (guint)engine->atoms[IR_ATOM_PAGE_SHIFT],
		      engine->varying & ATOMS_PAGE);
}

static struct value round_to(const struct helping *h, bool up)
{
	struct value a = arg(h, 0), b = arg(h, 1);
	struct engine *e = h->engine;
	vn x = cast(h, a.v), y = cast(h, b.v), q;
	vn one = number_const(&e->numbers, h->type, 1);

	if (up)
		x = engine_binary(e, h->state, IR_ADD, h->type, x,
				  engine_binary(e, h->state, IR_SUB, h->type,
						y, one));
	q = engine_binary(e, h->state, IR_DIV, h->type, x, y);
	return (struct value){ engine_binary(e, h->state, IR_MUL, h->type, q,
					     y), a.why };
}

/* A string ends inside the memory that was asked for to hold it. */
static struct value length_inside(const struct helping *h, vn memory)
{
	const struct range *r = range_of(h, cast(h, memory));
	wide most = MAX(range_max(r) - 1, 0);

	if (range_is_empty(r))
		return fresh(h, NULL, NULL);
	return fresh(h, range_from_atoms(&h->engine->region,
					 range_interval(&h->engine->region, 0,
							most, KNOW_CODE,
							range_know_max(r)),
					 r->atoms),
		     state_bound_why(h->state, memory));
}

static struct value string_length(const struct helping *h, bool bounded)
{
	struct value a = arg(h, 0), b = arg(h, 1);
	const struct number *n = a.v ? number_at(&h->engine->numbers, a.v) :
				 NULL;
	struct region *region = &h->engine->region;
	const struct range *r;

	if (n && n->kind == N_STRING && n->imm)
		return fresh_between(h, (wide)n->imm - 1, (wide)n->imm - 1,
				     NULL);
	if (!bounded)
		return n && n->asked ? length_inside(h, n->asked) :
		       fresh(h, NULL, NULL);
	r = range_of(h, cast(h, b.v));
	if (range_is_empty(r))
		return fresh(h, NULL, b.why);
	return fresh(h, range_from_atoms(region,
					 range_interval(region, 0,
							range_max(r),
							KNOW_CODE,
							range_know_max(r)),
					 r->atoms), b.why);
}

static struct value result_range(const struct helping *h)
{
	g_auto(GStrv) ends = NULL;

	if (!h->helper->result)
		return fresh(h, NULL, NULL);
	ends = g_strsplit(h->helper->result, "..", 2);
	if (!ends[0] || !ends[1])
		return fresh(h, NULL, NULL);
	return fresh_between(h, g_ascii_strtoll(ends[0], NULL, 0),
			     g_ascii_strtoll(ends[1], NULL, 0), NULL);
}

/* Below the argument. */
static struct value do_below(const struct helping *h)
{
	struct value a = arg(h, 0);
	const struct range *r = range_of(h, a.v);

	if (range_is_empty(r) || range_max(r) <= 0)
		return fresh_between(h, 0, 0, a.why);
	return fresh_between(h, 0, range_max(r) - 1, a.why);
}

/* From the first to the second argument, or an error code. */
static struct value do_within(const struct helping *h)
{
	struct value a = arg(h, 0), b = arg(h, 1);
	struct region *region = &h->engine->region;
	const struct range *low = range_of(h, a.v), *high = range_of(h, b.v);
	const struct range *errors = range_interval(region, -MAX_ERRNO, -1,
						    KNOW_CODE, KNOW_CODE);

	if (range_is_empty(low) || range_is_empty(high) ||
	    range_min(low) > range_max(high))
		return fresh(h, NULL, b.why);
	return fresh(h, range_union(region, errors,
				    range_interval(region, range_min(low),
						   range_max(high), KNOW_CODE,
						   range_know_max(high))),
		     b.why);
}

static void copy_memory(const struct helping *h)
{
	struct value dst = arg(h, 0), src = arg(h, 1), size = arg(h, 2);
	wide bytes;

	if (!dst.v)
		return;
	if (src.v && size.v &&
	    range_is_const(range_of(h, size.v), &bytes) && bytes > 0)
		engine_copy(h->engine, h->state, dst.v, src.v, (guint64)bytes);
	else
		engine_forget(h->engine, h->state, dst.v,
			      size.v && range_max(range_of(h, size.v)) < 65536 ?
			      (guint64)range_max(range_of(h, size.v)) :
			      G_MAXUINT64);
}

static void set_memory(const struct helping *h)
{
	struct value dst = arg(h, 0), byte = arg(h, 1), size = arg(h, 2);
	struct fill zero = { .kind = FILL_ZERO };
	wide bytes, value;

	if (!dst.v)
		return;
	if (!size.v || !range_is_const(range_of(h, size.v), &bytes) ||
	    bytes <= 0) {
		engine_forget(h->engine, h->state, dst.v, G_MAXUINT64);
		return;
	}
	if (!byte.v || !range_is_const(range_of(h, byte.v), &value) || value)
		engine_forget(h->engine, h->state, dst.v, (guint64)bytes);
	else
		engine_fill(h->engine, h->state, dst.v, (guint64)bytes, zero);
}

static struct value is_error(const struct helping *h)
{
	struct value a = arg(h, 0);
	vn edge = number_const(&h->engine->numbers,
			       (struct ctype){ 64, false },
			       ctype_max((struct ctype){ 64, false }) -
			       MAX_ERRNO);

	return (struct value){ number_op(&h->engine->numbers, IR_GT, h->type,
					 a.v, edge), NULL };
}

static struct value absolute(const struct helping *h)
{
	struct value a = arg(h, 0);
	struct region *region = &h->engine->region;
	const struct range *r = range_of(h, a.v);
	const struct range *zero = range_const(region, 0);
	const struct range *out = range_union(region,
		range_where(region, r, IR_GE, zero),
		range_neg(region, range_where(region, r, IR_LT, zero),
			  (struct ctype){ 64, true }));

	return fresh(h, range_cast(region, out, h->type), a.why);
}

static struct value array_index(const struct helping *h)
{
	struct value i = arg(h, 0), n = arg(h, 1);
	struct region *region = &h->engine->region;
	const struct range *r = range_of(h, cast(h, i.v));

	/* inside the array the index itself, outside it 0 */
	r = range_where(region, r, IR_LT, range_of(h, cast(h, n.v)));
	return fresh(h, range_union(region, r, range_const(region, 0)), i.why);
}

static struct value swapped(const struct helping *h)
{
	struct value a = arg(h, 0);
	const struct range *r = range_of(h, a.v);
	enum know know = range_know_max(r);
	const struct why *bound;
	struct number *n;
	wide c;
	vn v;

	if (number_is_const(&h->engine->numbers, a.v, &c)) {
		guint64 swap = 0, bits = (guint64)c;

		for (guint i = 0; i < h->type.bits / 8u; i++)
			swap = swap << 8 | ((bits >> 8 * i) & 0xff);
		return (struct value){ number_const(&h->engine->numbers,
				h->type, ctype_value(h->type, swap)), a.why };
	}
	/* known bounds do not survive, who chose it does */
	v = number_call(&h->engine->numbers,
			ir_intern(h->helper->effect), a.v, h->type,
			NULL);
	n = number_at(&h->engine->numbers, v);
	n->base = range_full(&h->engine->region, h->type,
			     know == KNOW_CODE ? KNOW_NOTHING : know);
	n->source = number_at(&h->engine->numbers,
			      value_culprit(h->engine, h->state, a.v,
					    &bound))->source;
	n->why = a.why;
	return (struct value){ v, a.why };
}

typedef struct value (*effect_fn)(const struct helping *h);

static struct value do_min(const struct helping *h)
{
	return minimum(h, false);
}

static struct value do_max(const struct helping *h)
{
	return minimum(h, true);
}

static struct value do_size_add(const struct helping *h)
{
	return saturating(h, IR_ADD, arg(h, 0).v, arg(h, 1).v,
			  arg(h, 0).why ? arg(h, 0).why : arg(h, 1).why);
}

static struct value do_size_sub(const struct helping *h)
{
	return saturating(h, IR_SUB, arg(h, 0).v, arg(h, 1).v, arg(h, 0).why);
}

static struct value do_size_mul(const struct helping *h)
{
	return saturating(h, IR_MUL, arg(h, 0).v, arg(h, 1).v,
			  arg(h, 0).why ? arg(h, 0).why : arg(h, 1).why);
}

static struct value do_array3(const struct helping *h)
{
	struct value first = do_size_mul(h);
	struct region *region = &h->engine->region;
	const struct range *r = range_exact(region, IR_MUL,
					    range_of(h, first.v),
					    range_of(h, cast(h, arg(h, 2).v)));
	struct value out;
	bool is_new;

	if (range_max(r) <= ctype_max(h->type))
		return saturating(h, IR_MUL, first.v, arg(h, 2).v, first.why);
	out.v = number_leaf(&h->engine->numbers, LEAF_CALL, h->site->frame,
			    h->site->insn, 2, h->type, &is_new);
	out.why = first.why;
	state_forget_known(h->state, out.v);
	state_set_known(h->state, out.v,
			range_saturate(region, r, ctype_max(h->type)), NULL);
	return out;
}

static struct value do_round_up(const struct helping *h)
{
	return round_to(h, true);
}

static struct value do_round_down(const struct helping *h)
{
	return round_to(h, false);
}

static struct value do_pow2_up(const struct helping *h)
{
	return monotone(h, pow2_up);
}

static struct value do_pow2_down(const struct helping *h)
{
	return monotone(h, pow2_down);
}

static struct value do_ilog2(const struct helping *h)
{
	return monotone(h, log2_floor);
}

static struct value do_fls(const struct helping *h)
{
	return monotone(h, bit_length);
}

/* The more a number has, the fewer zeros lead it. */
static struct value do_clz(const struct helping *h)
{
	wide bits = h->helper->result ?
		    g_ascii_strtoll(h->helper->result, NULL, 10) : 64;
	struct value length = monotone(h, bit_length);

	length.v = engine_binary(h->engine, h->state, IR_SUB, h->type,
				 number_const(&h->engine->numbers, h->type,
					      bits), length.v);
	return length;
}

/* At most the value's own length; a number that is known, exactly. */
static struct value do_ffs(const struct helping *h)
{
	struct value a = arg(h, 0);
	const struct range *r = range_of(h, a.v);
	wide v;

	if (range_is_const(r, &v)) {
		v = __builtin_ffsll((long long)v);
		return fresh_between(h, v, v, a.why);
	}
	if (range_is_empty(r) || range_min(r) < 0)
		return fresh_between(h, 0, 64, a.why);
	return fresh_between(h, !range_contains(r, 0),
			     bit_length(range_max(r), 0), a.why);
}

/* As ffs(), from 0; of 0 it says nothing. */
static struct value do_ctz(const struct helping *h)
{
	struct value a = arg(h, 0);
	const struct range *r = range_of(h, a.v);
	wide v;

	if (range_is_const(r, &v) && v) {
		v = __builtin_ctzll((guint64)v);
		return fresh_between(h, v, v, a.why);
	}
	if (range_is_empty(r) || range_min(r) < 0 || !range_max(r))
		return fresh_between(h, 0, 63, a.why);
	return fresh_between(h, 0, log2_floor(range_max(r), 0), a.why);
}

static struct value do_hweight(const struct helping *h)
{
	struct value a = arg(h, 0);
	wide bits = h->helper->result ?
		    g_ascii_strtoll(h->helper->result, NULL, 10) : 64;
	guint64 mask = bits < 64 ? ((guint64)1 << bits) - 1 : G_MAXUINT64;
	const struct range *r = range_of(h, a.v);
	wide v;

	if (range_is_const(r, &v)) {
		v = __builtin_popcountll((guint64)v & mask);
		return fresh_between(h, v, v, a.why);
	}
	if (range_is_empty(r) || range_min(r) < 0)
		return fresh_between(h, 0, bits, a.why);
	return fresh_between(h, 0, MIN(bits, bit_length(range_max(r), 0)), a.why);
}

/* All ones where the index is inside, zero outside. */
static struct value do_index_mask(const struct helping *h)
{
	struct engine *e = h->engine;
	vn inside = number_op(&e->numbers, IR_LT, (struct ctype){ 1, false },
			      cast(h, arg(h, 0).v), cast(h, arg(h, 1).v));

	return (struct value){ number_op(&e->numbers, IR_NEG, h->type,
					 cast(h, inside), 0), NULL };
}

static struct value do_strlen(const struct helping *h)
{
	return string_length(h, false);
}

static struct value do_strnlen(const struct helping *h)
{
	return string_length(h, true);
}

static struct value do_identity(const struct helping *h)
{
	struct value a = arg(h, 0);

	a.v = cast(h, a.v);
	return a;
}

static struct value do_nonnull(const struct helping *h)
{
	return fresh(h, range_interval(&h->engine->region, 1,
				       ctype_max(h->type), KNOW_NOTHING,
				       KNOW_NOTHING), NULL);
}

static struct value do_pure(const struct helping *h)
{
	return fresh(h, NULL, NULL);
}

static struct value do_memcpy(const struct helping *h)
{
	copy_memory(h);
	return arg(h, 0);
}

static struct value do_memset(const struct helping *h)
{
	set_memory(h);
	return arg(h, 0);
}

static struct value do_snprintf(const struct helping *h)
{
	if (arg(h, 0).v)
		engine_forget(h->engine, h->state, arg(h, 0).v, G_MAXUINT64);
	return fresh(h, NULL, NULL);
}

static struct value do_err_ptr(const struct helping *h)
{
	struct value a = arg(h, 0);

	a.v = cast(h, a.v);
	return a;
}

static const struct {
	const char *effect;
	effect_fn apply;
	guint n_args;
} effects[] = {
	{ "min", do_min, 2 },
	{ "max", do_max, 2 },
	{ "clamp", clamp, 3 },
	{ "abs", absolute, 1 },
	{ "size_add", do_size_add, 2 },
	{ "size_sub", do_size_sub, 2 },
	{ "size_mul", do_size_mul, 2 },
	{ "array_size", do_size_mul, 2 },
	{ "flex_array_size", do_size_mul, 2 },
	{ "array3_size", do_array3, 3 },
	{ "round_up", do_round_up, 2 },
	{ "round_down", do_round_down, 2 },
	{ "roundup_pow_of_two", do_pow2_up, 1 },
	{ "rounddown_pow_of_two", do_pow2_down, 1 },
	{ "ilog2", do_ilog2, 1 },
	{ "fls", do_fls, 1 },
	{ "fls64", do_fls, 1 },
	{ "clz", do_clz, 1 },
	{ "ffs", do_ffs, 1 },
	{ "ctz", do_ctz, 1 },
	{ "hweight", do_hweight, 1 },
	{ "index_mask", do_index_mask, 2 },
	{ "get_order", get_order, 1 },
	{ "strlen", do_strlen, 1 },
	{ "strnlen", do_strnlen, 2 },
	{ "identity", do_identity, 1 },
	{ "byteswap", swapped, 1 },
	{ "array_index_nospec", array_index, 2 },
	{ "is_err", is_error, 1 },
	{ "ptr_err", do_identity, 1 },
	{ "err_ptr", do_err_ptr, 1 },
	{ "nonnull", do_nonnull, 0 },
	{ "range", result_range, 0 },
	{ "below", do_below, 1 },
	{ "within", do_within, 2 },
	{ "pure", do_pure, 0 },
	{ "memcpy", do_memcpy, 1 },
	{ "memset", do_memset, 1 },
	{ "snprintf", do_snprintf, 0 },
};

enum call_outcome helper_apply(struct engine *engine, struct state *state,
			       const struct call_site *site,
			       const struct helper *helper,
			       struct value *result)
{
	struct helping h = { engine, state, site, helper, site->result_type };

	if (!strcmp(helper->effect, "noreturn"))
		return CALL_ENDS;
	for (guint i = 0; i < G_N_ELEMENTS(effects); i++) {
		if (strcmp(effects[i].effect, helper->effect))
			continue;
		for (guint k = 0; k < effects[i].n_args; k++)
			if (!arg(&h, k).v)
				return CALL_UNKNOWN;
		*result = effects[i].apply(&h);
		return CALL_DONE;
	}
	return CALL_UNKNOWN;
}
