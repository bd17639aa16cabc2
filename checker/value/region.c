// SPDX-License-Identifier: GPL-2.0-only
#include "value/region.h"

#include <string.h>

#include "value/range.h"

#define obstack_chunk_alloc g_malloc
#define obstack_chunk_free g_free

/* Both ends matter, and how they are known; the bits above 64 hardly differ. */
static guint range_hash(gconstpointer p)
{
	const struct range *r = p;
	guint64 hash = (guint64)r->n << 8 | r->atoms;

	for (guint i = 0; i < r->n; i++) {
		const struct interval *x = &r->at[i];

		hash = (hash ^ (guint64)x->low) * 0x9e3779b97f4a7c15;
		hash = (hash ^ (guint64)x->high) * 0x9e3779b97f4a7c15;
		hash += (guint64)x->know_low << 4 | x->know_high;
	}
	return (guint)(hash >> 32);
}

static gboolean range_same(gconstpointer pa, gconstpointer pb)
{
	const struct range *a = pa, *b = pb;

	return a->atoms == b->atoms && range_equal(a, b);
}

void region_init(struct region *region)
{
	obstack_init(&region->heap);
	region->ranges = g_hash_table_new(range_hash, range_same);
}

void region_release(struct region *region)
{
	g_hash_table_unref(region->ranges);
	obstack_free(&region->heap, NULL);
}

gpointer region_alloc(struct region *region, gsize size_bytes)
{
	return obstack_alloc(&region->heap, size_bytes);
}

gpointer region_copy(struct region *region, gconstpointer what,
		     gsize size_bytes)
{
	return obstack_copy(&region->heap, what, size_bytes);
}

const struct range *region_range(struct region *region,
				 const struct interval *at, guint n,
				 guint8 atoms)
{
	struct range *r;
	const struct range *known;

	if (!n)
		return range_empty();
	r = region_alloc(region, sizeof(*r) + n * sizeof(*at));
	r->n = n;
	r->atoms = atoms;
	memcpy(r->at, at, n * sizeof(*at));
	known = g_hash_table_lookup(region->ranges, r);
	if (known)
		obstack_free(&region->heap, r);
	else
		g_hash_table_add(region->ranges, r);
	return known ? known : r;
}

const struct range *region_keep(struct region *region, const struct range *r)
{
	return region_range(region, r->at, r->n, r->atoms);
}
