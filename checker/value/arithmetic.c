// SPDX-License-Identifier: GPL-2.0-only
/*
 * Notation: an operation on two sets is the union, over every pair of their
 * intervals, of the hull of the pair's results; the hull is then wrapped to
 * the type, which splits it in at most two. So a result is exact up to the
 * stride inside one interval.
 */
#include "value/builder.h"

/* The least KMALLOC_MAX_SIZE that there has been: s390 before 5.8, and arm with
 * a FORCE_MAX_ZONEORDER of its own. */
#define SMALL_BYTES (1 << 20)

/*
 * How well is the result of an operation known whose ends come from ends known
 * as a and b? As badly as the worse of them, but: what a source chooses times
 * or plus something unknown is still chosen by the source.
 */
static guint8 know_combine(guint8 a, guint8 b)
{
	if ((a == KNOW_SOURCE && b == KNOW_NOTHING) ||
	    (b == KNOW_SOURCE && a == KNOW_NOTHING))
		return KNOW_SOURCE;
	return MAX(a, b);
}

static wide clamp_far(wide v)
{
	return CLAMP(v, -WIDE_FAR, WIDE_FAR);
}

static wide mul_far(wide a, wide b)
{
	wide r;

	if (__builtin_mul_overflow(a, b, &r))
		return (a < 0) == (b < 0) ? WIDE_FAR : -WIDE_FAR;
	return clamp_far(r);
}

static void exact_mul(struct builder *out, const struct interval *x,
		      const struct interval *y, guint8 low, guint8 high)
{
	wide c[4] = { mul_far(x->low, y->low), mul_far(x->low, y->high),
		      mul_far(x->high, y->low), mul_far(x->high, y->high) };
	wide min = c[0], max = c[0];

	for (guint i = 1; i < 4; i++) {
		min = MIN(min, c[i]);
		max = MAX(max, c[i]);
	}
	builder_add(out, min, max, low, high);
}

/* Which ends make the lowest and the highest result of a product? With signs
 * mixed any end can, so take the worst; the common case is non-negative. */
static void mul_know(const struct interval *x, const struct interval *y,
		     guint8 *low, guint8 *high)
{
	if (x->low >= 0 && y->low >= 0) {
		*low = know_combine(x->know_low, y->know_low);
		*high = know_combine(x->know_high, y->know_high);
		return;
	}
	*low = *high = know_combine(know_combine(x->know_low, x->know_high),
				    know_combine(y->know_low, y->know_high));
	if (y->low == y->high && y->low >= 0) {
		*low = know_combine(x->know_low, y->know_low);
		*high = know_combine(x->know_high, y->know_high);
	}
}

/* x is chosen, but below every kernel's limit: a sum with an unknown y is too
 * large because of y. */
static bool is_small_part(const struct interval *x, const struct interval *y)
{
	return x->know_high == KNOW_SOURCE && x->high < SMALL_BYTES &&
	       y->know_high == KNOW_NOTHING;
}

static void exact_pair(struct builder *out, enum ir_op op,
		       const struct interval *x, const struct interval *y)
{
	guint8 low = know_combine(x->know_low, y->know_low);
	guint8 high = know_combine(x->know_high, y->know_high);

	switch (op) {
	case IR_ADD:
		if (is_small_part(x, y) || is_small_part(y, x))
			high = KNOW_NOTHING;
		builder_add(out, clamp_far(x->low + y->low),
			    clamp_far(x->high + y->high), low, high);
		break;
	case IR_SUB:
		low = know_combine(x->know_low, y->know_high);
		high = know_combine(x->know_high, y->know_low);
		builder_add(out, clamp_far(x->low - y->high),
			    clamp_far(x->high - y->low), low, high);
		break;
	default:
		mul_know(x, y, &low, &high);
		exact_mul(out, x, y, low, high);
		break;
	}
}

const struct range *range_exact(struct region *region, enum ir_op op,
				const struct range *a, const struct range *b)
{
	struct builder out;

	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++)
		for (guint j = 0; j < b->n; j++)
			exact_pair(&out, op, &a->at[i], &b->at[j]);
	return range_from_atoms(region, builder_finish(&out),
				a->atoms | b->atoms);
}

/*
 * What lies below zero becomes huge as an unsigned number. A bound from above
 * says nothing of it, and a check from below (n < 60, then n - 100) is not
 * meant as one: only a number as such, or a source, is known to be there.
 */
static guint8 know_below_zero(const struct interval *x)
{
	if (x->low == x->high)
		return x->know_low;
	return x->know_low == KNOW_CODE ? KNOW_NOTHING : x->know_low;
}

const struct range *range_cast(struct region *region, const struct range *a,
			       struct ctype t)
{
	struct builder out;

	if (a->n && range_min(a) >= ctype_min(t) &&
	    range_max(a) <= ctype_max(t))
		return a;
	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++) {
		const struct interval *x = &a->at[i];

		guint8 below = know_below_zero(x);

		if (t.is_signed || x->low >= 0) {
			builder_add_wrapped(&out, x->low, x->high, x->know_low,
					    x->know_high, t);
			continue;
		}
		builder_add_wrapped(&out, x->low, MIN(x->high, -1), below,
				    below, t);
		if (x->high >= 0)
			builder_add_wrapped(&out, 0, x->high, KNOW_CODE,
					    x->know_high, t);
	}
	return range_from_atoms(region, builder_finish(&out), a->atoms);
}

const struct range *range_saturate(struct region *region,
				   const struct range *a, wide high)
{
	struct builder out;

	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++)
		builder_add(&out, MIN(a->at[i].low, high),
			    MIN(a->at[i].high, high), a->at[i].know_low,
			    a->at[i].know_high);
	return range_from_atoms(region, builder_finish(&out), a->atoms);
}

/* Division as C does it: toward zero. y does not contain 0. */
static void div_pair(struct builder *out, const struct interval *x,
		     const struct interval *y)
{
	wide c[4] = { x->low / y->low, x->low / y->high, x->high / y->low,
		      x->high / y->high };
	wide min = c[0], max = c[0];

	for (guint i = 1; i < 4; i++) {
		min = MIN(min, c[i]);
		max = MAX(max, c[i]);
	}
	if (x->low < 0 && x->high > 0) {
		min = MIN(min, 0);
		max = MAX(max, 0);
	}
	/* The highest quotient comes from the lowest divisor. */
	builder_add(out, min, max, x->know_low,
		    know_combine(x->know_high, y->know_low));
}

static void mod_pair(struct builder *out, const struct interval *x,
		     const struct interval *y)
{
	wide m = MAX(y->high < 0 ? -y->low : y->high,
		     y->low < 0 ? -y->low : y->low);

	if (y->low == y->high && (x->low >= 0 || x->high <= 0) &&
	    x->low / y->low == x->high / y->low) {
		builder_add(out, x->low % y->low, x->high % y->low,
			    x->know_low, x->know_high);
		return;
	}
	if (x->high > 0 || x->low == 0)
		builder_add(out, 0, MIN(m - 1, MAX(x->high, 0)), KNOW_CODE,
			    m - 1 <= x->high ? y->know_high : x->know_high);
	if (x->low < 0)
		builder_add(out, MAX(-(m - 1), x->low), 0, KNOW_CODE,
			    KNOW_CODE);
}

static const struct range *range_divide(struct region *region, enum ir_op op,
					const struct range *a,
					const struct range *b, struct ctype t)
{
	struct builder out;

	builder_init(&out, region);
	if (range_is_const(b, NULL) && range_contains(b, 0))
		return range_full(region, t, KNOW_NOTHING);
	for (guint i = 0; i < a->n; i++) {
		for (guint j = 0; j < b->n; j++) {
			struct interval parts[2] = { b->at[j], b->at[j] };

			/* the divisor without 0 */
			parts[0].high = MIN(parts[0].high, -1);
			parts[1].low = MAX(parts[1].low, 1);
			for (guint k = 0; k < 2; k++) {
				if (parts[k].low > parts[k].high)
					continue;
				if (op == IR_DIV)
					div_pair(&out, &a->at[i], &parts[k]);
				else
					mod_pair(&out, &a->at[i], &parts[k]);
			}
		}
	}
	/* INT_MIN / -1 wraps */
	return range_cast(region, builder_finish(&out), t);
}

static const struct range *shift_by(struct region *region, enum ir_op op,
				    const struct range *a, guint count,
				    struct ctype t)
{
	struct builder out;

	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++) {
		const struct interval *x = &a->at[i];

		if (op == IR_SHL)
			builder_add_wrapped(&out,
					    mul_far(x->low, (wide)1 << count),
					    mul_far(x->high, (wide)1 << count),
					    x->know_low, x->know_high, t);
		else
			builder_add(&out, x->low >> count, x->high >> count,
				    x->know_low, x->know_high);
	}
	return builder_finish(&out);
}

static const struct range *range_shift(struct region *region, enum ir_op op,
				       const struct range *a,
				       const struct range *b, struct ctype t)
{
	const struct range *out = range_empty();
	enum know know = range_know_max(b);

	if (!b->n)
		return out;
	/* other counts are undefined: they do not happen, as 0 does not divide */
	b = range_where(region, b, IR_GE, range_const(region, 0));
	b = range_where(region, b, IR_LT, range_const(region, t.bits));
	if (!b->n)
		return range_full(region, t,
				  know_combine(range_know_max(a), know));
	for (guint j = 0; j < b->n; j++)
		for (wide c = b->at[j].low; c <= b->at[j].high; c++)
			out = range_union(region, out,
					  shift_by(region, op, a, (guint)c, t));
	if (!range_is_const(b, NULL) && know != KNOW_CODE)
		out = range_weaken(region, out, know);
	return out;
}

/*
 * Tight bounds of and/or/xor over two intervals of unsigned numbers: the
 * bound-propagation of Warren, Hacker's Delight, section 4-3.
 */
static guint64 min_or(guint64 a, guint64 b, guint64 c, guint64 d)
{
	for (guint64 m = (guint64)1 << 63; m; m >>= 1) {
		if (~a & c & m) {
			guint64 t = (a | m) & -m;

			if (t <= b) {
				a = t;
				break;
			}
		} else if (a & ~c & m) {
			guint64 t = (c | m) & -m;

			if (t <= d) {
				c = t;
				break;
			}
		}
	}
	return a | c;
}

static guint64 max_or(guint64 a, guint64 b, guint64 c, guint64 d)
{
	for (guint64 m = (guint64)1 << 63; m; m >>= 1) {
		if (b & d & m) {
			guint64 t = (b - m) | (m - 1);

			if (t >= a) {
				b = t;
				break;
			}
			t = (d - m) | (m - 1);
			if (t >= c) {
				d = t;
				break;
			}
		}
	}
	return b | d;
}

static guint64 min_and(guint64 a, guint64 b, guint64 c, guint64 d)
{
	return ~max_or(~b, ~a, ~d, ~c);
}

static guint64 max_and(guint64 a, guint64 b, guint64 c, guint64 d)
{
	return ~min_or(~b, ~a, ~d, ~c);
}

static guint64 min_xor(guint64 a, guint64 b, guint64 c, guint64 d)
{
	return min_and(a, b, ~d, ~c) | min_and(~b, ~a, c, d);
}

static guint64 max_xor(guint64 a, guint64 b, guint64 c, guint64 d)
{
	return max_or(0, max_and(a, b, ~d, ~c), 0, max_and(~b, ~a, c, d));
}

static void bit_pair(struct builder *out, enum ir_op op,
		     const struct interval *x, const struct interval *y,
		     guint64 mask)
{
	guint64 a = (guint64)x->low, b = (guint64)x->high;
	guint64 c = (guint64)y->low, d = (guint64)y->high;
	guint8 high = know_combine(x->know_high, y->know_high);
	guint8 low = know_combine(x->know_low, y->know_low);
	guint64 min, max;

	switch (op) {
	case IR_AND:
		min = min_and(a, b, c, d);
		max = max_and(a, b, c, d) & mask;
		/* a mask bounds whatever it is applied to, unless it only
		 * clears the lowest bits */
		if (y->know_high == KNOW_CODE && d < mask >> 1)
			high = KNOW_CODE;
		if (x->know_high == KNOW_CODE && b < mask >> 1)
			high = KNOW_CODE;
		break;
	case IR_OR:
		min = min_or(a, b, c, d);
		max = max_or(a, b, c, d);
		break;
	default:
		min = min_xor(a, b, c, d);
		max = max_xor(a, b, c, d);
		break;
	}
	builder_add(out, (wide)(min & mask), (wide)(max & mask), low, high);
}

/* The set as unsigned numbers of the same width, split at the sign. */
static const struct range *range_as_unsigned(struct region *region,
					     const struct range *a,
					     struct ctype t)
{
	return range_cast(region, a, (struct ctype){ t.bits, false });
}

static const struct range *range_bits(struct region *region, enum ir_op op,
				      const struct range *a,
				      const struct range *b, struct ctype t)
{
	guint64 mask = (guint64)ctype_max((struct ctype){ t.bits, false });
	struct builder out;

	a = range_as_unsigned(region, a, t);
	b = range_as_unsigned(region, b, t);
	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++)
		for (guint j = 0; j < b->n; j++)
			bit_pair(&out, op, &a->at[i], &b->at[j], mask);
	return range_cast(region, builder_finish(&out), t);
}

/* Exact also where the product passes what `wide` holds. */
static const struct range *range_multiply(struct region *region,
					  const struct range *a,
					  const struct range *b,
					  struct ctype t)
{
	wide x, y;

	if (range_is_const(a, &x) && range_is_const(b, &y))
		return range_const(region, ctype_value(t, (guint64)x *
						       (guint64)y));
	return range_cast(region, range_exact(region, IR_MUL, a, b), t);
}

static const struct range *range_operate(struct region *region,
					 enum ir_op op, const struct range *a,
					 const struct range *b, struct ctype t)
{
	switch (op) {
	case IR_MUL:
		return range_multiply(region, a, b, t);
	case IR_ADD:
	case IR_SUB:
		return range_cast(region, range_exact(region, op, a, b), t);
	case IR_DIV:
	case IR_MOD:
		return range_divide(region, op, a, b, t);
	case IR_SHL:
	case IR_SHR:
		return range_shift(region, op, a, b, t);
	case IR_AND:
	case IR_OR:
	case IR_XOR:
		return range_bits(region, op, a, b, t);
	default:
		return range_full(region, t, KNOW_NOTHING);
	}
}

#define MAX_ALIGNMENT ((wide)1 << 20)

/* x & 0xffffffff is written for (u32)x, and a 64-bit x & ~(4u - 1) says it
 * without meaning to: a type, and a type is no bound. */
static bool is_u32_mask(enum ir_op op, const struct range *b)
{
	wide mask, cleared;

	if (op != IR_AND || !range_is_const(b, &mask))
		return false;
	cleared = G_MAXUINT32 - mask;
	return cleared >= 0 && cleared < MAX_ALIGNMENT &&
	       !(cleared & (cleared + 1));
}

const struct range *range_binary(struct region *region, enum ir_op op,
				 const struct range *a, const struct range *b,
				 struct ctype t)
{
	if (!a->n || !b->n)
		return range_empty();
	if (t.bits > 32 && is_u32_mask(op, b)) {
		t = (struct ctype){ 32, false };
		a = range_cast(region, a, t);
	}
	return range_from_atoms(region, range_operate(region, op, a, b, t),
				a->atoms | b->atoms);
}

const struct range *range_neg(struct region *region, const struct range *a,
			      struct ctype t)
{
	return range_binary(region, IR_SUB, range_const(region, 0), a, t);
}

const struct range *range_not(struct region *region, const struct range *a,
			      struct ctype t)
{
	return range_binary(region, IR_SUB, range_const(region, -1), a, t);
}

wide wide_pow2_up(wide v)
{
	wide p = 1;

	while (p < v)
		p <<= 1;
	return p;
}
