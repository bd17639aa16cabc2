// SPDX-License-Identifier: GPL-2.0-only
/* Requests held against a target's limit. */
#include "model/model.h"

guint64 analysis_least_limit(const struct analysis *analysis,
			     const struct allocator *row)
{
	guint64 least = target_limit_bytes(analysis->target, row);

	for (guint i = 0; analysis->others && i < analysis->others->len; i++)
		least = MIN(least, target_limit_bytes(
					analysis->others->pdata[i], row));
	return least;
}

guint64 analysis_most_limit(const struct analysis *analysis,
			    const struct allocator *row)
{
	guint64 most = target_limit_bytes(analysis->target, row);

	for (guint i = 0; analysis->others && i < analysis->others->len; i++)
		most = MAX(most, target_limit_bytes(
					analysis->others->pdata[i], row));
	return most;
}

/* The part of a range that lies above the limit. */
static const struct range *above(struct region *region,
				 const struct range *r, guint64 limit)
{
	return range_where(region, r, IR_GT,
			   range_const(region, (wide)limit));
}

/* The best known way tells where the worst comes from. */
static void add_way(struct region *region, struct fact_value *worst,
		    const struct request_way *way, guint64 limit)
{
	const struct range *over = above(region, way->size, limit);

	if (range_is_empty(over))
		return;
	if (range_is_empty(worst->range) ||
	    range_know_max(over) < range_know_max(worst->range)) {
		worst->source = way->source;
		worst->why = way->why;
	}
	worst->range = range_union(region, worst->range, over);
}

static struct request *judged(struct analysis *analysis,
			      const struct request *request,
			      const struct target *target)
{
	struct request *r = region_copy(&analysis->region, request,
					 sizeof(*request));

	r->limit = target_limit_bytes(target, r->row);
	for (const struct request_way *way = r->ways; way; way = way->next)
		add_way(&analysis->region, &r->worst, way, r->limit);
	if (r->limit != request->limit)
		r->first_failing_bytes = 0;
	r->grows &= !range_is_empty(r->worst.range);
	return r;
}

GPtrArray *requests_judged(struct analysis *analysis,
			   const GPtrArray *requests,
			   const struct target *target)
{
	GPtrArray *out = g_ptr_array_sized_new(requests->len);

	for (guint i = 0; i < requests->len; i++)
		g_ptr_array_add(out, judged(analysis, requests->pdata[i],
					    target));
	return out;
}
