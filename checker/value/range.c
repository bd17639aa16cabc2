// SPDX-License-Identifier: GPL-2.0-only
/*
 * Notation: an operation on two sets is the union, over every pair of their
 * intervals, of the hull of the pair's results; the hull is then wrapped to
 * the type, which splits it in at most two. So a result is exact up to the
 * stride inside one interval.
 */
#include "value/range.h"

#include <string.h>

/* Past every 64-bit integer and every product of two of them that matters. */
#define FAR ((wide)1 << 100)

/* Intervals being collected; normalised by builder_finish(). */
struct builder {
	struct obstack *region;
	guint n;
	struct interval at[RANGE_MAX_INTERVALS * RANGE_MAX_INTERVALS * 2 + 8];
};

static void builder_init(struct builder *b, struct obstack *region)
{
	b->region = region;
	b->n = 0;
}

static int interval_compare(const void *pa, const void *pb)
{
	const struct interval *a = pa, *b = pb;

	if (a->low != b->low)
		return a->low < b->low ? -1 : 1;
	if (a->high != b->high)
		return a->high < b->high ? -1 : 1;
	return 0;
}

/* Join b into a; b does not begin before a. */
static void interval_absorb(struct interval *a, const struct interval *b)
{
	if (b->low == a->low)
		a->know_low = MIN(a->know_low, b->know_low);
	if (b->high > a->high) {
		a->high = b->high;
		a->know_high = b->know_high;
	} else if (b->high == a->high) {
		a->know_high = MIN(a->know_high, b->know_high);
	}
}

static void builder_sort(struct builder *b)
{
	guint kept = 0;

	if (b->n < 2)
		return;
	qsort(b->at, b->n, sizeof(b->at[0]), interval_compare);
	for (guint i = 1; i < b->n; i++) {
		if (b->at[i].low <= b->at[kept].high + 1)
			interval_absorb(&b->at[kept], &b->at[i]);
		else
			b->at[++kept] = b->at[i];
	}
	b->n = kept + 1;
}

static void builder_cap(struct builder *b)
{
	while (b->n > RANGE_MAX_INTERVALS) {
		guint best = 0;
		wide gap = -1;

		for (guint i = 0; i + 1 < b->n; i++) {
			wide g = b->at[i + 1].low - b->at[i].high;

			if (gap < 0 || g < gap) {
				gap = g;
				best = i;
			}
		}
		interval_absorb(&b->at[best], &b->at[best + 1]);
		memmove(&b->at[best + 1], &b->at[best + 2],
			(b->n - best - 2) * sizeof(b->at[0]));
		b->n--;
	}
}

static void builder_add(struct builder *b, wide low, wide high,
			guint8 know_low, guint8 know_high)
{
	if (low > high)
		return;
	if (b->n == G_N_ELEMENTS(b->at)) {
		builder_sort(b);
		builder_cap(b);
	}
	b->at[b->n++] = (struct interval){ low, high, know_low, know_high };
}

static const struct range *builder_finish(struct builder *b)
{
	struct range *r;

	if (!b->n)
		return range_empty();
	builder_sort(b);
	builder_cap(b);
	r = obstack_alloc(b->region,
			  sizeof(*r) + b->n * sizeof(r->at[0]));
	r->n = b->n;
	memcpy(r->at, b->at, b->n * sizeof(r->at[0]));
	return r;
}

/* Add [low, high] as type t holds it: wrapped. */
static void builder_add_wrapped(struct builder *b, wide low, wide high,
				guint8 know_low, guint8 know_high,
				struct ctype t)
{
	wide min = ctype_min(t), max = ctype_max(t), span = max - min + 1;
	bool from_below;
	wide turns;

	if (low > high)
		return;
	if (low >= min && high <= max) {
		builder_add(b, low, high, know_low, know_high);
		return;
	}
	if (high - low >= span - 1) {
		/* every value: no better known than the worse of its ends */
		know_low = MAX(know_low, know_high);
		builder_add(b, min, max, know_low, know_low);
		return;
	}
	from_below = low < min;
	turns = (low - min) / span;
	if (low - min < 0 && (low - min) % span)
		turns--;
	low -= turns * span;
	high -= turns * span;
	if (high <= max) {
		builder_add(b, low, high, know_low, know_high);
		return;
	}
	/* What passed the type's end begins again at its start: it is known
	 * as the end that it passed with. */
	builder_add(b, low, max, know_low, from_below ? know_low : know_high);
	builder_add(b, min, high - span, from_below ? know_low : know_high,
		    know_high);
}

wide ctype_value(struct ctype t, guint64 bits)
{
	if (t.bits < 64)
		bits &= ((guint64)1 << t.bits) - 1;
	if (t.is_signed && (bits >> (t.bits - 1)) & 1)
		return (wide)bits - ((wide)1 << t.bits);
	return (wide)bits;
}

const struct range *range_empty(void)
{
	static const struct range empty = { .n = 0 };

	return &empty;
}

const struct range *range_interval(struct obstack *region, wide low, wide high,
				   enum know know_low, enum know know_high)
{
	struct range *r;

	if (low > high)
		return range_empty();
	r = obstack_alloc(region, sizeof(*r) + sizeof(r->at[0]));
	r->n = 1;
	r->at[0] = (struct interval){ low, high, know_low, know_high };
	return r;
}

const struct range *range_const(struct obstack *region, wide value)
{
	return range_interval(region, value, value, KNOW_CODE, KNOW_CODE);
}

const struct range *range_full(struct obstack *region, struct ctype t,
			       enum know know)
{
	return range_interval(region, ctype_min(t), ctype_max(t), know, know);
}

wide range_min(const struct range *r)
{
	return r->n ? r->at[0].low : 0;
}

wide range_max(const struct range *r)
{
	return r->n ? r->at[r->n - 1].high : 0;
}

enum know range_know_max(const struct range *r)
{
	return r->n ? r->at[r->n - 1].know_high : KNOW_NOTHING;
}

bool range_is_const(const struct range *r, wide *value)
{
	if (r->n != 1 || r->at[0].low != r->at[0].high)
		return false;
	if (value)
		*value = r->at[0].low;
	return true;
}

bool range_contains(const struct range *r, wide value)
{
	for (guint i = 0; i < r->n; i++)
		if (r->at[i].low <= value && value <= r->at[i].high)
			return true;
	return false;
}

bool range_equal(const struct range *a, const struct range *b)
{
	if (a == b)
		return true;
	if (a->n != b->n)
		return false;
	for (guint i = 0; i < a->n; i++)
		if (a->at[i].low != b->at[i].low ||
		    a->at[i].high != b->at[i].high ||
		    a->at[i].know_low != b->at[i].know_low ||
		    a->at[i].know_high != b->at[i].know_high)
			return false;
	return true;
}

bool range_subset(const struct range *a, const struct range *b)
{
	guint j = 0;

	for (guint i = 0; i < a->n; i++) {
		while (j < b->n && b->at[j].high < a->at[i].low)
			j++;
		if (j == b->n || b->at[j].low > a->at[i].low ||
		    b->at[j].high < a->at[i].high)
			return false;
	}
	return true;
}

bool range_is_full(const struct range *r, struct ctype t)
{
	return r->n == 1 && r->at[0].low <= ctype_min(t) &&
	       r->at[0].high >= ctype_max(t);
}

const struct range *range_union(struct obstack *region, const struct range *a,
				const struct range *b)
{
	struct builder out;

	if (a == b || !b->n)
		return a;
	if (!a->n)
		return b;
	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++)
		out.at[out.n++] = a->at[i];
	for (guint i = 0; i < b->n; i++)
		out.at[out.n++] = b->at[i];
	return builder_finish(&out);
}

const struct range *range_intersect(struct obstack *region,
				    const struct range *a,
				    const struct range *b)
{
	struct builder out;
	guint i = 0, j = 0;

	if (a == b)
		return a;
	builder_init(&out, region);
	while (i < a->n && j < b->n) {
		const struct interval *x = &a->at[i], *y = &b->at[j];
		const struct interval *low = x, *high = x;

		if (y->low > x->low ||
		    (y->low == x->low && y->know_low < x->know_low))
			low = y;
		if (y->high < x->high ||
		    (y->high == x->high && y->know_high < x->know_high))
			high = y;
		builder_add(&out, low->low, high->high, low->know_low,
			    high->know_high);
		if (x->high < y->high)
			i++;
		else
			j++;
	}
	return builder_finish(&out);
}

const struct range *range_weaken(struct obstack *region, const struct range *a,
				 enum know know)
{
	struct builder out;

	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++)
		builder_add(&out, a->at[i].low, a->at[i].high,
			    MAX(a->at[i].know_low, know),
			    MAX(a->at[i].know_high, know));
	return builder_finish(&out);
}

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
	return CLAMP(v, -FAR, FAR);
}

static wide mul_far(wide a, wide b)
{
	wide r;

	if (__builtin_mul_overflow(a, b, &r))
		return (a < 0) == (b < 0) ? FAR : -FAR;
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

static void exact_pair(struct builder *out, enum ir_op op,
		       const struct interval *x, const struct interval *y)
{
	guint8 low = know_combine(x->know_low, y->know_low);
	guint8 high = know_combine(x->know_high, y->know_high);

	switch (op) {
	case IR_ADD:
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

const struct range *range_exact(struct obstack *region, enum ir_op op,
				const struct range *a, const struct range *b)
{
	struct builder out;

	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++)
		for (guint j = 0; j < b->n; j++)
			exact_pair(&out, op, &a->at[i], &b->at[j]);
	return builder_finish(&out);
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

const struct range *range_cast(struct obstack *region, const struct range *a,
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
	return builder_finish(&out);
}

const struct range *range_saturate(struct obstack *region,
				   const struct range *a, wide high)
{
	struct builder out;

	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++)
		builder_add(&out, MIN(a->at[i].low, high),
			    MIN(a->at[i].high, high), a->at[i].know_low,
			    a->at[i].know_high);
	return builder_finish(&out);
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

static const struct range *range_divide(struct obstack *region, enum ir_op op,
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

static const struct range *shift_by(struct obstack *region, enum ir_op op,
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

static const struct range *range_shift(struct obstack *region, enum ir_op op,
				       const struct range *a,
				       const struct range *b, struct ctype t)
{
	const struct range *out = range_empty();
	enum know know = range_know_max(b);

	if (!b->n)
		return out;
	if (range_min(b) < 0 || range_max(b) >= t.bits) {
		/* Undefined for the counts outside: those constrain nothing,
		 * but a right shift of a non-negative value only lowers. */
		if (op == IR_SHR && a->n && range_min(a) >= 0)
			return range_interval(region, 0, range_max(a),
					      KNOW_CODE,
					      know_combine(range_know_max(a),
							   know));
		return range_full(region, t,
				  know_combine(range_know_max(a), know));
	}
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
		if (y->low == y->high && y->know_high == KNOW_CODE &&
		    d < mask >> 1)
			high = KNOW_CODE;
		if (x->low == x->high && x->know_high == KNOW_CODE &&
		    b < mask >> 1)
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
static const struct range *range_as_unsigned(struct obstack *region,
					     const struct range *a,
					     struct ctype t)
{
	return range_cast(region, a, (struct ctype){ t.bits, false });
}

static const struct range *range_bits(struct obstack *region, enum ir_op op,
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

const struct range *range_binary(struct obstack *region, enum ir_op op,
				 const struct range *a, const struct range *b,
				 struct ctype t)
{
	if (!a->n || !b->n)
		return range_empty();
	switch (op) {
	case IR_ADD:
	case IR_SUB:
	case IR_MUL:
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

const struct range *range_neg(struct obstack *region, const struct range *a,
			      struct ctype t)
{
	return range_binary(region, IR_SUB, range_const(region, 0), a, t);
}

const struct range *range_not(struct obstack *region, const struct range *a,
			      struct ctype t)
{
	return range_binary(region, IR_SUB, range_const(region, -1), a, t);
}

void range_compare(enum ir_op op, const struct range *a, const struct range *b,
		   bool *may_be_true, bool *may_be_false)
{
	bool lt, gt, eq;
	wide value;

	*may_be_true = *may_be_false = false;
	if (!a->n || !b->n)
		return;
	lt = range_min(a) < range_max(b);
	gt = range_max(a) > range_min(b);
	eq = false;
	for (guint i = 0; i < a->n && !eq; i++)
		for (guint j = 0; j < b->n && !eq; j++)
			eq = a->at[i].low <= b->at[j].high &&
			     b->at[j].low <= a->at[i].high;
	switch (op) {
	case IR_EQ:
		*may_be_true = eq;
		*may_be_false = !(range_is_const(a, &value) &&
				  range_is_const(b, NULL) &&
				  range_contains(b, value));
		break;
	case IR_NE:
		*may_be_false = eq;
		*may_be_true = !(range_is_const(a, &value) &&
				 range_is_const(b, NULL) &&
				 range_contains(b, value));
		break;
	case IR_LT:
		*may_be_true = lt;
		*may_be_false = gt || eq;
		break;
	case IR_LE:
		*may_be_true = lt || eq;
		*may_be_false = gt;
		break;
	case IR_GT:
		*may_be_true = gt;
		*may_be_false = lt || eq;
		break;
	default:
		*may_be_true = gt || eq;
		*may_be_false = lt;
		break;
	}
}

static const struct range *range_without(struct obstack *region,
					 const struct range *a, wide value)
{
	struct builder out;

	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++) {
		const struct interval *x = &a->at[i];

		if (value < x->low || value > x->high) {
			builder_add(&out, x->low, x->high, x->know_low,
				    x->know_high);
			continue;
		}
		/* One value less is not a bound: knowledge stays. */
		builder_add(&out, x->low, value - 1, x->know_low,
			    x->know_high);
		builder_add(&out, value + 1, x->high, x->know_low,
			    x->know_high);
	}
	return builder_finish(&out);
}

/* a below (or not above) b's greatest value: b's bound becomes a's, as well
 * known as b's is, where it cuts. */
static const struct range *cut_above(struct obstack *region,
				     const struct range *a, wide high,
				     guint8 know)
{
	struct interval bound = { -2 * FAR, high, KNOW_CODE, know };
	struct range *r = g_alloca(sizeof(*r) + sizeof(bound));

	r->n = 1;
	r->at[0] = bound;
	return range_intersect(region, a, r);
}

static const struct range *cut_below(struct obstack *region,
				     const struct range *a, wide low,
				     guint8 know)
{
	struct interval bound = { low, 2 * FAR, know, KNOW_CODE };
	struct range *r = g_alloca(sizeof(*r) + sizeof(bound));

	r->n = 1;
	r->at[0] = bound;
	return range_intersect(region, a, r);
}

const struct range *range_where(struct obstack *region, const struct range *a,
				enum ir_op op, const struct range *b)
{
	wide value;

	if (!a->n || !b->n)
		return range_empty();
	switch (op) {
	case IR_EQ:
		return range_intersect(region, a, b);
	case IR_NE:
		return range_is_const(b, &value) ?
		       range_without(region, a, value) : a;
	case IR_LT:
		return cut_above(region, a, range_max(b) - 1,
				 range_know_max(b));
	case IR_LE:
		return cut_above(region, a, range_max(b), range_know_max(b));
	case IR_GT:
		return cut_below(region, a, range_min(b) + 1,
				 b->at[0].know_low);
	default:
		return cut_below(region, a, range_min(b), b->at[0].know_low);
	}
}
