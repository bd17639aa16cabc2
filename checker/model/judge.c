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

/* The most that is asked for, and how well that is known. */
struct most {
	wide bytes;
	enum know know;
	const struct why *why;
};

static struct most most_of(const struct request *r)
{
	struct most most = { range_max(r->size), KNOW_CODE, NULL };

	for (const struct request_way *way = r->ways; way; way = way->next)
		if (way == r->ways || range_max(way->size) > most.bytes)
			most = (struct most){ range_max(way->size),
					      range_know_max(way->size),
					      way->why };
	return most;
}

/*
 * A function that is looked at by itself, knowing nothing of its callers, may
 * have shown more of what is verified on the way to a request: a run from
 * further up follows less of what it calls. What bounds the request there
 * bounds it whoever calls.
 */
static struct most seen_from_nearer(const struct analysis *analysis,
				    GHashTable *requests,
				    const struct request *r)
{
	struct most found = { range_max(r->size), KNOW_NOTHING, NULL };

	for (guint i = 1; i <= r->depth; i++) {
		const struct request probe = {
			.insn = r->insn, .frames = r->frames + i,
		};
		const struct request *other = g_hash_table_lookup(requests,
								  &probe);
		struct most most;

		if (!other || !analysis_went_through(analysis, other->entry))
			continue;
		most = most_of(other);
		if (most.bytes < found.bytes)
			found = most;
	}
	return found;
}

static const struct range *cut(struct region *region, const struct range *r,
			       const struct most *most)
{
	return range_max(r) <= most->bytes ? r :
	       range_where(region, r, IR_LE,
			   range_interval(region, 0, most->bytes, KNOW_CODE,
					  most->know));
}

static void add_ways(struct region *region, struct request *r,
		     const struct most *most)
{
	for (const struct request_way *w = r->ways; w; w = w->next) {
		struct request_way way = *w;

		way.size = cut(region, w->size, most);
		if (way.size != w->size)
			way.why = most->why;
		add_way(region, r, &way);
	}
}

static struct request *judged(struct analysis *analysis, GHashTable *requests,
			      const struct request *request,
			      const struct target *target)
{
	struct request *r = region_copy(&analysis->region, request,
					 sizeof(*request));
	struct most most = seen_from_nearer(analysis, requests, request);

	r->size = cut(&analysis->region, r->size, &most);
	r->limit = target_limit_bytes(target, r->row);
	r->over = range_empty();
	for (guint i = 0; i < N_KNOW; i++)
		r->worst[i].range = range_empty();
	add_ways(&analysis->region, r, &most);
	if (r->limit != request->limit)
		r->first_failing_bytes = 0;
	r->grows &= !range_is_empty(r->over);
	return r;
}

/* Requests by their call, and by the calls that led to it from the entry. */
static guint request_hash(gconstpointer key)
{
	const struct request *r = key;

	return g_direct_hash(r->insn) ^ g_direct_hash(r->frames[0].function) ^
	       (guint)r->frames[0].inner_context;
}

static gboolean request_equal(gconstpointer pa, gconstpointer pb)
{
	const struct request *a = pa, *b = pb;

	return a->insn == b->insn &&
	       a->frames[0].function == b->frames[0].function &&
	       a->frames[0].inner_context == b->frames[0].inner_context;
}

GPtrArray *requests_judged(struct analysis *analysis,
			   const GPtrArray *requests,
			   const struct target *target)
{
	GPtrArray *out = g_ptr_array_sized_new(requests->len);
	g_autoptr(GHashTable) by_call = g_hash_table_new(request_hash,
							 request_equal);

	for (guint i = 0; i < requests->len; i++)
		g_hash_table_add(by_call, requests->pdata[i]);
	for (guint i = 0; i < requests->len; i++)
		g_ptr_array_add(out, judged(analysis, by_call,
					    requests->pdata[i], target));
	return out;
}
