// SPDX-License-Identifier: GPL-2.0-only
#include "value/builder.h"

#include <string.h>

void builder_init(struct builder *b, struct region *region)
{
	b->region = region;
	b->n = 0;
}

int interval_compare(const void *pa, const void *pb)
{
	const struct interval *a = pa, *b = pb;

	if (a->low != b->low)
		return a->low < b->low ? -1 : 1;
	if (a->high != b->high)
		return a->high < b->high ? -1 : 1;
	return 0;
}

bool interval_is_marker(const struct interval *x)
{
	return x->low == x->high && x->low >= G_MAXINT16 &&
	       !(x->low & (x->low + 1));
}

/* Join b into a; b does not begin before a. */
static void interval_absorb(struct interval *a, const struct interval *b)
{
	if (b->low == a->low)
		a->know_low = MIN(a->know_low, b->know_low);
	/* what runs up to a marker is not bounded by it */
	if (interval_is_marker(b) && a->low < a->high) {
		a->high = MAX(a->high, b->high);
		return;
	}
	if (b->high > a->high) {
		a->high = b->high;
		a->know_high = b->know_high;
	} else if (b->high == a->high) {
		a->know_high = MIN(a->know_high, b->know_high);
	}
}

static bool is_sorted(const struct builder *b)
{
	for (guint i = 1; i < b->n; i++)
		if (interval_compare(&b->at[i - 1], &b->at[i]) > 0)
			return false;
	return true;
}

static void builder_sort(struct builder *b)
{
	guint kept = 0;

	if (b->n < 2)
		return;
	if (!is_sorted(b))
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

void builder_add(struct builder *b, wide low, wide high, guint8 know_low,
		 guint8 know_high)
{
	if (low > high)
		return;
	if (b->n == G_N_ELEMENTS(b->at)) {
		builder_sort(b);
		builder_cap(b);
	}
	b->at[b->n++] = (struct interval){ low, high, know_low, know_high };
}

bool intervals_equal(const struct interval *a, const struct interval *b,
		     guint n)
{
	for (guint i = 0; i < n; i++)
		if (a[i].low != b[i].low || a[i].high != b[i].high ||
		    a[i].know_low != b[i].know_low ||
		    a[i].know_high != b[i].know_high)
			return false;
	return true;
}

static bool is_made(const struct builder *b, const struct range *r)
{
	return b->n == r->n && intervals_equal(b->at, r->at, b->n);
}

const struct range *builder_finish(struct builder *b)
{
	return builder_finish_from(b, range_empty(), range_empty());
}

const struct range *builder_finish_from(struct builder *b,
					const struct range *x,
					const struct range *y)
{
	builder_sort(b);
	builder_cap(b);
	if (is_made(b, x))
		return x;
	if (is_made(b, y))
		return y;
	return region_range(b->region, b->at, b->n, 0);
}

void builder_add_wrapped(struct builder *b, wide low, wide high,
			 guint8 know_low, guint8 know_high, struct ctype t)
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
	if (high - low >= span - 1 || low <= -WIDE_FAR || high >= WIDE_FAR) {
		/* Every value, or cut at WIDE_FAR, which has no place in the
		 * type: no better known than the worse of its ends. */
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
