// SPDX-License-Identifier: GPL-2.0-only
/* Ranges as sets: making, asking, joining, comparing. */
#include "value/builder.h"

#include <string.h>

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

const struct range *range_interval(struct region *region, wide low, wide high,
				   enum know know_low, enum know know_high)
{
	const struct interval x = { low, high, know_low, know_high };

	return low > high ? range_empty() : region_range(region, &x, 1, 0);
}

const struct range *range_from_atoms(struct region *region,
				     const struct range *r, guint8 atoms)
{
	return (r->atoms | atoms) == r->atoms ? r :
	       region_range(region, r->at, r->n, r->atoms | atoms);
}

const struct range *range_const(struct region *region, wide value)
{
	return range_interval(region, value, value, KNOW_CODE, KNOW_CODE);
}

const struct range *range_full(struct region *region, struct ctype t,
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

bool range_is_marker(const struct range *r)
{
	return r->n == 1 && interval_is_marker(&r->at[0]);
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
	return intervals_equal(a->at, b->at, a->n);
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

const struct range *range_union(struct region *region, const struct range *a,
				const struct range *b)
{
	struct builder out;
	guint i = 0, j = 0;

	if (a == b || !b->n)
		return a;
	if (!a->n)
		return b;
	builder_init(&out, region);
	while (i < a->n || j < b->n)
		out.at[out.n++] = j == b->n ||
				  (i < a->n && interval_compare(&a->at[i],
						&b->at[j]) <= 0) ?
				  a->at[i++] : b->at[j++];
	return range_from_atoms(region, builder_finish_from(&out, a, b),
				a->atoms | b->atoms);
}

/* What teaches nothing has no part in it: then it is a, or b, as it was. */
const struct range *range_intersect(struct region *region,
				    const struct range *a,
				    const struct range *b)
{
	const struct range *both;
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
	both = builder_finish_from(&out, a, b);
	return both == a || both == b ? both :
	       range_from_atoms(region, both, a->atoms | b->atoms);
}

const struct range *range_weaken(struct region *region, const struct range *a,
				 enum know know)
{
	struct builder out;

	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++)
		builder_add(&out, a->at[i].low, a->at[i].high,
			    MAX(a->at[i].know_low, know),
			    MAX(a->at[i].know_high, know));
	return range_from_atoms(region, builder_finish(&out), a->atoms);
}

const struct range *range_doubt_marker(struct region *region,
				       const struct range *a)
{
	struct builder out;

	if (a->n < 2 || !interval_is_marker(&a->at[a->n - 1]))
		return a;
	builder_init(&out, region);
	for (guint i = 0; i < a->n; i++)
		out.at[out.n++] = a->at[i];
	out.at[out.n - 1].know_high = KNOW_NOTHING;
	return builder_finish(&out);
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

static const struct range *range_without(struct region *region,
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
	return range_from_atoms(region, builder_finish(&out), a->atoms);
}

/* a up to b's greatest value (less one): b's bound becomes a's, as well known
 * as b's is, where it cuts. */
static const struct range *cut_above(struct region *region,
				     const struct range *a,
				     const struct range *b, wide less)
{
	const struct range *below =
		range_interval(region, -2 * WIDE_FAR, range_max(b) - less,
			       KNOW_CODE, range_know_max(b));

	return range_intersect(region, a,
			       range_from_atoms(region, below, b->atoms));
}

static const struct range *cut_below(struct region *region,
				     const struct range *a,
				     const struct range *b, wide more)
{
	const struct range *above =
		range_interval(region, range_min(b) + more, 2 * WIDE_FAR,
			       b->at[0].know_low, KNOW_CODE);

	return range_intersect(region, a,
			       range_from_atoms(region, above, b->atoms));
}

/* One value less is not a bound: x < INT_MAX, x <= UINT_MAX - 1. */
static bool is_all_but_last(const struct range *a, enum ir_op op,
			    const struct range *b)
{
	wide last = range_max(a), value;
	const struct interval marker = { .low = last, .high = last };

	if (!range_is_const(b, &value))
		return false;
	return op == IR_LT ? value == last :
			     value == last - 1 && interval_is_marker(&marker);
}

const struct range *range_where(struct region *region, const struct range *a,
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
	case IR_LE:
		if (is_all_but_last(a, op, b))
			return range_from_atoms(region,
						range_without(region, a,
							      range_max(a)),
						b->atoms);
		/* nor is a marker that cuts nothing: x <= UINT_MAX */
		if (op == IR_LE && range_is_marker(b) &&
		    range_max(a) == range_max(b))
			return a;
		return cut_above(region, a, b, op == IR_LT);
	case IR_GT:
		return cut_below(region, a, b, 1);
	default:
		return cut_below(region, a, b, 0);
	}
}
