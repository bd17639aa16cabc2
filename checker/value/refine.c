// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ranges backwards: which operands can have led to a result; and widening,
 * printing.
 */
#include "value/builder.h"

/* The part of `now` (values of type t) that, moved by `delta` and wrapped,
 * lies in result. */
static const struct range *preimage_shifted(struct region *region,
					    const struct range *now,
					    const struct range *c, bool minus,
					    const struct range *result,
					    struct ctype t)
{
	/* x + c in R  <=>  x in R - c, all modulo 2^bits */
	const struct range *back = range_binary(region,
						minus ? IR_ADD : IR_SUB,
						result, c, t);

	return range_intersect(region, now, back);
}

static wide div_floor(wide a, wide b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static wide div_ceil(wide a, wide b)
{
	return -div_floor(-a, b);
}

/* x * c in R, c one positive number. Where the product wraps, each turn has
 * its own preimages; a few turns are followed, more teach nothing. */
static const struct range *preimage_mul(struct region *region,
					const struct range *now, wide c,
					const struct range *result,
					struct ctype t)
{
	wide span = ctype_max(t) - ctype_min(t) + 1;
	wide first, last;
	const struct range *back = range_empty();

	if (!now->n || c <= 0 || c > ((wide)1 << 40))
		return now;
	first = div_floor(range_min(now) * c - ctype_min(t), span);
	last = div_floor(range_max(now) * c - ctype_min(t), span);
	if (last - first >= 4)
		return now;
	for (wide turn = first; turn <= last; turn++) {
		for (guint i = 0; i < result->n; i++) {
			const struct interval *r = &result->at[i];
			wide low = div_ceil(r->low + turn * span, c);
			wide high = div_floor(r->high + turn * span, c);

			back = range_union(region, back,
					   range_interval(region, low, high,
							  r->know_low,
							  r->know_high));
		}
	}
	return range_intersect(region, now, back);
}

/* x / c in R for one positive c, toward zero. */
static const struct range *preimage_div(struct region *region,
					const struct range *now, wide c,
					const struct range *result)
{
	const struct range *back = range_empty();

	if (c <= 0)
		return now;
	for (guint i = 0; i < result->n; i++) {
		const struct interval *r = &result->at[i];
		wide low = r->low > 0 ? r->low * c : (r->low - 1) * c + 1;
		wide high = r->high >= 0 ? r->high * c + c - 1 : r->high * c;

		back = range_union(region, back,
				   range_interval(region, low, high,
						  r->know_low, r->know_high));
	}
	return range_intersect(region, now, back);
}

/* x >> k in R: the bits below k are free. */
static const struct range *preimage_shr(struct region *region,
					const struct range *now, guint k,
					const struct range *result)
{
	wide turn = (wide)1 << k;
	const struct range *back = range_empty();

	for (guint i = 0; i < result->n; i++) {
		const struct interval *r = &result->at[i];

		back = range_union(region, back,
				   range_interval(region, r->low * turn,
						  (r->high + 1) * turn - 1,
						  r->know_low, r->know_high));
	}
	return range_intersect(region, now, back);
}

/* x & bit in R, one bit: its values alone by themselves, and the interval whose
 * highest bit it is, which it cuts in two. */
static const struct range *preimage_bit(struct region *region,
					const struct range *now, wide bit,
					const struct range *result)
{
	bool may_be_clear = range_contains(result, 0);
	bool may_be_set = range_contains(result, bit);
	const struct range *back = range_empty();

	for (guint i = 0; i < now->n; i++) {
		struct interval x = now->at[i];

		if (x.low == x.high && !(x.low & bit ? may_be_set :
					 may_be_clear))
			continue;
		if (x.low >= 0 && x.high < 2 * bit) {
			if (!may_be_set && x.high >= bit) {
				x.high = bit - 1;
				x.know_high = KNOW_CODE;
			}
			if (!may_be_clear && x.low < bit) {
				x.low = bit;
				x.know_low = KNOW_CODE;
			}
		}
		if (x.low <= x.high)
			back = range_union(region, back,
					   range_interval(region, x.low,
							  x.high, x.know_low,
							  x.know_high));
	}
	return range_intersect(region, now, back);
}

/*
 * x & c in R. With c = ~(2^k - 1) or a high mask: x lies in [r, r + ~c] for
 * contiguous high masks; with a low mask only R = whole teaches something.
 */
static const struct range *preimage_and(struct region *region,
					const struct range *now, wide c,
					const struct range *result,
					struct ctype t)
{
	wide full = ctype_max((struct ctype){ t.bits, false });
	wide mask = c & full, low_free = full & ~mask;
	const struct range *back = range_empty();

	if (now->n && mask && !(mask & (mask - 1)) && range_min(now) >= 0)
		now = preimage_bit(region, now, mask, result);
	if (range_min(now) < 0 || (low_free & (low_free + 1)))
		return now;
	/* mask is a run of ones from some bit to the top */
	result = range_cast(region, result, (struct ctype){ t.bits, false });
	for (guint i = 0; i < result->n; i++) {
		const struct interval *r = &result->at[i];

		back = range_union(region, back,
				   range_interval(region,
						  (r->low + low_free) & mask,
						  (r->high & mask) + low_free,
						  r->know_low, r->know_high));
	}
	return range_intersect(region, now, back);
}

static const struct range *preimage_mod(struct region *region,
					const struct range *now, wide c,
					const struct range *result)
{
	wide quotient;

	if (c <= 0 || !now->n || range_min(now) < 0)
		return now;
	quotient = range_min(now) / c;
	if (quotient != range_max(now) / c)
		return now;
	return preimage_shifted(region, now, range_const(region, quotient * c),
				true, result, (struct ctype){ 64, false });
}

/* The part of `now` that is left, if any went: what `atoms` had a part in. */
static const struct range *left_of(struct region *region,
				   const struct range *now,
				   const struct range *left, guint8 atoms)
{
	return left == now ? now : range_from_atoms(region, left, atoms);
}

static const struct range *operand_preimage(struct region *region,
					    enum ir_op op,
					    const struct range *now,
					    const struct range *c,
					    const struct range *result,
					    struct ctype t)
{
	wide value;

	if (op == IR_ADD || op == IR_SUB)
		return preimage_shifted(region, now, c, op == IR_SUB, result,
					t);
	if (!range_is_const(c, &value))
		return now;
	switch (op) {
	case IR_MUL:
		return preimage_mul(region, now, value, result, t);
	case IR_DIV:
		return preimage_div(region, now, value, result);
	case IR_MOD:
		return preimage_mod(region, now, value, result);
	case IR_SHL:
		if (value < 0 || value >= t.bits)
			return now;
		return preimage_mul(region, now, (wide)1 << value, result, t);
	case IR_SHR:
		if (value < 0 || value >= t.bits)
			return now;
		return preimage_shr(region, now, (guint)value, result);
	case IR_AND:
		return preimage_and(region, now, value, result, t);
	default:
		return now;
	}
}

const struct range *range_count_preimage(struct region *region,
					 enum ir_op op, const struct range *a,
					 const struct range *now,
					 const struct range *result,
					 struct ctype t)
{
	const struct range *back = range_empty();
	enum know know = range_know_max(result);

	for (wide c = 0; c < t.bits; c++) {
		const struct range *count = range_interval(region, c, c, know,
							   know);

		if (range_contains(now, c) &&
		    range_intersect(region, result,
				    range_binary(region, op, a, count, t))->n)
			back = range_union(region, back, count);
	}
	return left_of(region, now, range_intersect(region, now, back),
		       a->atoms | result->atoms);
}

const struct range *range_preimage(struct region *region, enum ir_op op,
				   const struct range *now,
				   const struct range *c,
				   const struct range *result, struct ctype t)
{
	return left_of(region, now,
		       operand_preimage(region, op, now, c, result, t),
		       c->atoms | result->atoms);
}

/* An end that a check in another type has left where it was is no better known
 * for it: as a signed number, all ones is -1. */
static const struct range *ends_as_in(struct region *region,
				      const struct range *now,
				      const struct range *cut)
{
	struct builder out;

	builder_init(&out, region);
	for (guint i = 0; i < cut->n; i++) {
		struct interval x = cut->at[i];

		for (guint k = 0; k < now->n; k++) {
			if (now->at[k].low == x.low)
				x.know_low = now->at[k].know_low;
			if (now->at[k].high == x.high)
				x.know_high = now->at[k].know_high;
		}
		builder_add(&out, x.low, x.high, x.know_low, x.know_high);
	}
	return range_from_atoms(region, builder_finish_from(&out, now, cut),
				cut->atoms);
}

const struct range *range_cast_preimage(struct region *region,
					const struct range *now,
					struct ctype from, struct ctype to,
					const struct range *result)
{
	wide span = ctype_max(to) - ctype_min(to) + 1;
	const struct range *back = range_empty();
	wide first, last;

	if (!now->n)
		return now;
	if (range_min(now) >= ctype_min(to) && range_max(now) <= ctype_max(to))
		return range_intersect(region, now, result);
	first = div_floor(range_min(now) - ctype_min(to), span);
	last = div_floor(range_max(now) - ctype_min(to), span);
	if (last - first >= RANGE_MAX_INTERVALS)
		return now;
	for (wide turn = first; turn <= last; turn++)
		for (guint i = 0; i < result->n; i++)
			back = range_union(region, back,
				range_interval(region,
					       result->at[i].low + turn * span,
					       result->at[i].high + turn * span,
					       result->at[i].know_low,
					       result->at[i].know_high));
	(void)from;
	back = ends_as_in(region, now, range_intersect(region, now, back));
	return left_of(region, now, back, result->atoms);
}

static wide threshold_above(wide value, struct ctype t, const wide *thresholds,
			    guint n)
{
	for (guint i = 0; i < n; i++)
		if (thresholds[i] >= value)
			return MIN(thresholds[i], ctype_max(t));
	return ctype_max(t);
}

static wide threshold_below(wide value, struct ctype t, const wide *thresholds,
			    guint n)
{
	for (guint i = n; i > 0; i--)
		if (thresholds[i - 1] <= value)
			return MAX(thresholds[i - 1], ctype_min(t));
	return ctype_min(t);
}

/* An end that nothing stopped before the end of the type is not a bound, nor is
 * one value less. */
const struct range *range_widen(struct region *region,
				const struct range *before,
				const struct range *now, struct ctype t,
				const wide *thresholds, guint n_thresholds)
{
	const struct range *all = range_union(region, before, now);
	wide low, high;
	guint8 know_low, know_high;

	if (range_subset(now, before) || !before->n)
		return all;
	low = range_min(all);
	high = range_max(all);
	know_low = all->at[0].know_low;
	know_high = all->at[all->n - 1].know_high;
	if (low < range_min(before))
		low = threshold_below(low, t, thresholds, n_thresholds);
	if (high > range_max(before))
		high = threshold_above(high, t, thresholds, n_thresholds);
	if (low <= ctype_min(t))
		know_low = t.is_signed ? KNOW_NOTHING : know_low;
	if (high >= ctype_max(t) - 1)
		know_high = KNOW_NOTHING;
	return range_from_atoms(region,
				range_interval(region, low, high, know_low,
					       know_high), all->atoms);
}

void wide_print(wide value, GString *out)
{
	char digits[48];
	guint n = 0;
	uwide rest = value < 0 ? -(uwide)value : (uwide)value;

	do {
		digits[n++] = '0' + (char)(rest % 10);
		rest /= 10;
	} while (rest);
	if (value < 0)
		g_string_append_c(out, '-');
	while (n)
		g_string_append_c(out, digits[--n]);
}

void range_print(const struct range *r, struct ctype t, GString *out)
{
	if (!r->n) {
		g_string_append(out, "impossible");
		return;
	}
	if (range_is_full(r, t)) {
		g_string_append(out, "unknown");
		return;
	}
	for (guint i = 0; i < r->n; i++) {
		g_string_append(out, i ? " u [" : "[");
		wide_print(r->at[i].low, out);
		g_string_append_c(out, ',');
		wide_print(r->at[i].high, out);
		g_string_append_c(out, ']');
	}
}
