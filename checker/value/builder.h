/* SPDX-License-Identifier: GPL-2.0-only */
/* Ranges being made, inside the value layer: intervals in any order become a
 * range that keeps the rules of range.h. */
#ifndef KMCHECK_VALUE_BUILDER_H
#define KMCHECK_VALUE_BUILDER_H

#include "value/range.h"

/* Past every 64-bit integer and every product of two of them that matters. */
#define WIDE_FAR ((wide)1 << 100)

struct builder {
	struct region *region;
	guint n;
	struct interval at[RANGE_MAX_INTERVALS * RANGE_MAX_INTERVALS * 2 + 8];
};

/* By their lower ends; for qsort(), too. */
int interval_compare(const void *a, const void *b);
/* The last value of a type, alone: INT_MAX, ~0U, … stand for "none yet". */
bool interval_is_marker(const struct interval *x);
/* The same ends, known as well. */
bool intervals_equal(const struct interval *a, const struct interval *b,
		     guint n);
void builder_init(struct builder *b, struct region *region);
/* Add [low, high]; nothing if low is above high. */
void builder_add(struct builder *b, wide low, wide high, guint8 know_low,
		 guint8 know_high);
/* Add [low, high] as type t holds it: wrapped. */
void builder_add_wrapped(struct builder *b, wide low, wide high,
			 guint8 know_low, guint8 know_high, struct ctype t);
/* Sorted, joined, and at most RANGE_MAX_INTERVALS: in the region. */
const struct range *builder_finish(struct builder *b);
/* The same, of these two: most often it is one of them, and nothing is made. */
const struct range *builder_finish_from(struct builder *b,
					const struct range *x,
					const struct range *y);

#endif
