// SPDX-License-Identifier: GPL-2.0-only
/* Requests held against a target's limit. */
#include "model/model.h"

struct limits analysis_limits(const struct analysis *analysis,
			      const struct allocator *row)
{
	guint64 own = target_limit_bytes(analysis->target, row);
	struct limits limits = { own, own };

	for (guint i = 0; analysis->others && i < analysis->others->len; i++) {
		guint64 other = target_limit_bytes(analysis->others->pdata[i],
						   row);

		limits.least = MIN(limits.least, other);
		limits.most = MAX(limits.most, other);
	}
	return limits;
}

/* The part of a range that lies above the limit. */
static const struct range *above(struct region *region,
				 const struct range *r, guint64 limit)
{
	return range_where(region, r, IR_GT,
			   range_const(region, (wide)limit));
}

/* What a way lets through is known as it is there: that on another way nothing
 * is known of the size does not hide it. */
static void add_way(struct region *region, struct request *r,
		    const struct request_way *way)
{
	const struct range *over = above(region, way->size, r->limit);

	r->over = range_union(region, r->over, over);
	for (guint i = 0; i < over->n; i++) {
		const struct interval *x = &over->at[i];
		struct fact_value *worst = &r->worst[x->know_high];

		if (range_is_empty(worst->range)) {
			worst->source = way->source;
			worst->why = way->why;
		}
		worst->range = range_union(region, worst->range,
				range_interval(region, x->low, x->high,
					       x->know_low, x->know_high));
	}
}

static struct request *judged(struct analysis *analysis,
			      const struct request *request,
			      const struct target *target)
{
	struct request *r = region_copy(&analysis->region, request,
					 sizeof(*request));

	r->limit = target_limit_bytes(target, r->row);
	r->over = range_empty();
	for (guint i = 0; i < N_KNOW; i++)
		r->worst[i].range = range_empty();
	for (const struct request_way *way = r->ways; way; way = way->next)
		add_way(&analysis->region, r, way);
	if (r->limit != request->limit)
		r->first_failing_bytes = 0;
	r->grows &= !range_is_empty(r->over);
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
