/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Value ranges: the set of numbers a C integer can hold, as at most
 * RANGE_MAX_INTERVALS disjoint, sorted intervals of mathematical integers.
 *
 * Each end of an interval says how it is known: because the code sets or
 * bounds it, because a source outside the kernel chooses it (then only the
 * type caps it), or not at all. "A type alone is never a bound": that is
 * decided here, by never calling an end that comes from a type KNOW_CODE.
 *
 * A range also says which of the target's own numbers (its page size) had a
 * part in it, as far as somebody asked to be told: for another target those
 * numbers differ, and so may the range. What decided between two ways is not
 * told, only what the values were computed from or held against.
 *
 * The empty set is "impossible". Ranges are immutable and live in a region, each
 * there once, so they are shared freely and never freed one by one.
 *
 * Joining rule: where more than RANGE_MAX_INTERVALS intervals would result,
 * those with the smallest gap between them are joined first; where two
 * overlap, each end of the result keeps the knowledge of the interval that
 * reaches furthest, the better known one on a tie. The last value of a type
 * alone (a marker: INT_MAX, ~0U) that joins what runs up to it says nothing of
 * that one's end.
 */
#ifndef KMCHECK_VALUE_RANGE_H
#define KMCHECK_VALUE_RANGE_H

#include <glib.h>
#include <stdbool.h>

#include "ir/ir.h"
#include "value/region.h"

#define RANGE_MAX_INTERVALS 16

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

/* A C integer type as arithmetic sees it. Pointers are unsigned. bits <= 64 */
struct ctype {
	guint8 bits;
	bool is_signed;
};

enum know {
	KNOW_CODE,	/* constants, checks, masks, loop bounds */
	KNOW_SOURCE,	/* a source of the first class */
	KNOW_SOURCE2,	/* a source of the second class */
	KNOW_NOTHING,	/* only the type caps it */
};

#define N_KNOW (KNOW_NOTHING + 1)

struct interval {
	wide low, high;
	guint8 know_low, know_high;	/* enum know */
};

struct range {
	guint n;
	guint8 atoms;		/* bit per enum ir_atom */
	struct interval at[];
};

/* The ends of a type. */
static inline wide ctype_min(struct ctype t)
{
	return t.is_signed ? -((wide)1 << (t.bits - 1)) : 0;
}

static inline wide ctype_max(struct ctype t)
{
	return ((wide)1 << (t.is_signed ? t.bits - 1 : t.bits)) - 1;
}

/* The bits of a constant as the number it is in type t. */
wide ctype_value(struct ctype t, guint64 bits);

/* Making. */
const struct range *range_empty(void);
const struct range *range_const(struct region *region, wide value);
const struct range *range_interval(struct region *region, wide low, wide high,
				   enum know know_low, enum know know_high);
const struct range *range_full(struct region *region, struct ctype t,
			       enum know know);

/* r, told that these numbers of the target's had a part in it too. */
const struct range *range_from_atoms(struct region *region,
				     const struct range *r, guint8 atoms);

/* Asking. min and max of an empty range are 0. */
static inline bool range_is_empty(const struct range *r)
{
	return r->n == 0;
}

wide range_min(const struct range *r);
wide range_max(const struct range *r);
bool range_is_const(const struct range *r, wide *value);
/* The last value of a type, alone: it stands for "no limit". */
bool range_is_marker(const struct range *r);
bool range_contains(const struct range *r, wide value);
/* The same values, known as well; whatever they came from. */
bool range_equal(const struct range *a, const struct range *b);
bool range_subset(const struct range *a, const struct range *b);
enum know range_know_max(const struct range *r);
bool range_is_full(const struct range *r, struct ctype t);

/* Sets. */
const struct range *range_union(struct region *region, const struct range *a,
				const struct range *b);
const struct range *range_intersect(struct region *region,
				    const struct range *a,
				    const struct range *b);
/* a, each end at least as ill known as `know` says. */
const struct range *range_weaken(struct region *region, const struct range *a,
				 enum know know);
/* A marker among other values says nothing of how large they are: as far as
 * that one value goes, nothing is known. */
const struct range *range_doubt_marker(struct region *region,
				       const struct range *a);

/* C arithmetic. The operands are in the operation's type (shift counts in
 * their own); the result is what the target computes, wrapped to t. Division
 * by zero and shifts by too much leave no constraint. */
const struct range *range_binary(struct region *region, enum ir_op op,
				 const struct range *a, const struct range *b,
				 struct ctype t);
const struct range *range_neg(struct region *region, const struct range *a,
			      struct ctype t);
const struct range *range_not(struct region *region, const struct range *a,
			      struct ctype t);
const struct range *range_cast(struct region *region, const struct range *a,
			       struct ctype t);
/* The exact result, not wrapped: for overflow tests and saturation. It is cut
 * at +-2^100, past every C integer. */
const struct range *range_exact(struct region *region, enum ir_op op,
				const struct range *a, const struct range *b);
/* Values above high become `high` (known as they were). */
const struct range *range_saturate(struct region *region,
				   const struct range *a, wide high);

/* Comparison: can it be true, can it be false? */
void range_compare(enum ir_op op, const struct range *a, const struct range *b,
		   bool *may_be_true, bool *may_be_false);
/* The values of a for which `a op b` can hold. */
const struct range *range_where(struct region *region, const struct range *a,
				enum ir_op op, const struct range *b);

/* The values x of `now` for which (x op c) can lie in `result`; op computed in
 * t with wrap. c stands right of op. Never loses a value. */
const struct range *range_preimage(struct region *region, enum ir_op op,
				   const struct range *now,
				   const struct range *c,
				   const struct range *result, struct ctype t);
/* The same of a shift's count x, a being what is shifted. */
const struct range *range_count_preimage(struct region *region,
					 enum ir_op op, const struct range *a,
					 const struct range *now,
					 const struct range *result,
					 struct ctype t);
/* The values x of `now` (of type from) whose conversion to `to` can lie in
 * result. */
const struct range *range_cast_preimage(struct region *region,
					const struct range *now,
					struct ctype from, struct ctype to,
					const struct range *result);

/* Widening: ends that moved since `before` jump to the next threshold, at last
 * to the end of the type. thresholds is sorted. */
const struct range *range_widen(struct region *region,
				const struct range *before,
				const struct range *now, struct ctype t,
				const wide *thresholds, guint n_thresholds);

/* "[0,16] u [64,64]", "unknown" for the whole type, "impossible". */
void range_print(const struct range *r, struct ctype t, GString *out);
void wide_print(wide value, GString *out);

/* The least power of two that is not below v. */
wide wide_pow2_up(wide v);

#endif
