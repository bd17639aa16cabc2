/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that is freed all at once, and the ranges in it, each of them once: a
 * function of ten thousand steps computes millions of ranges, a thousand of
 * which differ.
 */
#ifndef KMCHECK_VALUE_REGION_H
#define KMCHECK_VALUE_REGION_H

#include <glib.h>
#include <obstack.h>

struct range;
struct interval;

struct region {
	struct obstack heap;
	GHashTable *ranges;	/* struct range *: set, by what they hold */
};

void region_init(struct region *region);
void region_release(struct region *region);

/* Not initialised. */
gpointer region_alloc(struct region *region, gsize size_bytes);
gpointer region_copy(struct region *region, gconstpointer what,
		     gsize size_bytes);
/* The range of these n intervals, which keep the rules of range.h; atoms as
 * there. */
const struct range *region_range(struct region *region,
				 const struct interval *at, guint n,
				 guint8 atoms);
/* A range of another region, in this one. */
const struct range *region_keep(struct region *region, const struct range *r);

#endif
