// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arrays that a loop has held against a bound, element by element:
 *
 *	for (i = 0; i < n; i++)
 *		if (seg[i].len > MAX)
 *			return -EINVAL;
 *	for (i = 0; i < n; i++)
 *		buf[i] = kmalloc(seg[i].len);
 *
 * What every turn leaves known of the counter's element is known of all below
 * the counter, also after the loop. That is noted once per loop; a later read
 * may use it if its index is proven to be below that counter, and nothing was
 * written to the array in between.
 */
#include "value/elements.h"

#include "value/memory.h"

#define MAX_CHECKED 64

/* The elements [0, counter) of an array. */
struct checked {
	vn base;			/* of the array */
	guint64 stride;
	struct memory_place place;	/* in the element; root is not used */
	vn counter;
	const struct range *range;	/* of each; NULL: they differ too much */
	guint64 content;		/* of the array, then */
};

GArray *elements_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(struct checked));
}

static guint64 mix(guint64 hash, guint64 with)
{
	hash = (hash ^ with) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

/* What was written to the object that base lies in: the same as long as
 * nothing more is. */
static guint64 content_of(struct engine *engine, const struct state *state,
			  vn base)
{
	guint64 hash = 1;
	gint64 offset;
	vn root = split_address(engine, base, &offset);

	for (guint i = 0; i < state->fills->len; i++) {
		const struct fill *f = &g_array_index(state->fills,
						      struct fill, i);

		if (f->root != root)
			continue;
		hash = mix(mix(mix(hash, (guint64)f->offset), f->length),
			   f->kind);
		hash = mix(mix(hash, (guintptr)f->source), (guintptr)f->site);
	}
	for (guint i = 0; i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);
		struct extent e;

		if (!b->stored)
			continue;
		memory_extent(engine, state, engine_place_at(engine, b->place),
			      &e);
		if (e.root == root)
			hash = mix(mix(hash, b->place), b->value);
	}
	return hash;
}

static bool is_same_place(const struct memory_place *a,
			  const struct memory_place *b)
{
	return a->offset == b->offset && a->size_bytes == b->size_bytes &&
	       a->bit_offset == b->bit_offset && a->bit_width == b->bit_width;
}

static struct checked *find(struct engine *engine, const struct checked *like)
{
	for (guint i = 0; i < engine->elements->len; i++) {
		struct checked *c = &g_array_index(engine->elements,
						   struct checked, i);

		if (c->base == like->base && c->stride == like->stride &&
		    c->counter == like->counter &&
		    is_same_place(&c->place, &like->place))
			return c;
	}
	return NULL;
}

static void note(struct engine *engine, const struct checked *checked)
{
	struct checked *old = find(engine, checked);

	if (old && old->content != checked->content)
		old->range = NULL;
	else if (old && old->range)
		old->range = range_union(&engine->region, old->range,
					 checked->range);
	else if (!old && engine->elements->len < MAX_CHECKED)
		g_array_append_vals(engine->elements, checked, 1);
}

/* What the state that comes round knows of the place; NULL: nothing that the
 * code taught it. */
static const struct range *known_of(struct engine *engine,
				    const struct loop_edge *edge,
				    guint32 place)
{
	const struct binding *b = state_lookup(edge->state, place);
	const struct range *r;

	if (!b || b->stored)
		return NULL;
	r = state_range(engine, edge->state, b->value);
	return r->n && range_know_max(r) == KNOW_CODE ? r : NULL;
}

/* On every way round: the range of the counter's element, and the array as it
 * was at the head. */
static void learn_place(struct engine *engine, const GArray *edges,
			const struct state *head, vn counter, guint32 place)
{
	const struct memory_place p = *engine_place_at(engine, place);
	const struct number n = *number_at(&engine->numbers, p.root);
	struct checked checked = { n.a, n.imm, p, counter, range_empty(),
				   content_of(engine, head, n.a) };

	for (guint i = 0; i < edges->len; i++) {
		const struct loop_edge *e = &g_array_index(edges,
						struct loop_edge, i);
		const struct range *r;

		if (!e->is_back)
			continue;
		r = known_of(engine, e, place);
		if (!r || content_of(engine, e->state, n.a) != checked.content)
			return;
		checked.range = range_union(&engine->region, checked.range, r);
	}
	note(engine, &checked);
}

void elements_learn(struct engine *engine, const GArray *edges,
		    const struct state *head, vn counter)
{
	const struct state *round = NULL;
	wide offset;

	for (guint i = 0; i < edges->len && !round; i++)
		if (g_array_index(edges, struct loop_edge, i).is_back)
			round = g_array_index(edges, struct loop_edge,
					      i).state;
	for (guint i = 0; round && i < round->memory->len; i++) {
		guint32 place = g_array_index(round->memory, struct binding,
					      i).place;
		const struct memory_place *p = engine_place_at(engine, place);
		const struct number *n = number_at(&engine->numbers, p->root);

		if (n->kind == N_INDEX && !p->is_pointer &&
		    state_peel(engine, round, n->b, &offset) == counter &&
		    !offset)
			learn_place(engine, edges, head, counter, place);
	}
}

void elements_apply(struct engine *engine, struct state *state, guint32 place,
		    vn value)
{
	const struct memory_place p = *engine_place_at(engine, place);
	const struct number n = *number_at(&engine->numbers, p.root);

	for (guint i = 0; n.kind == N_INDEX && i < engine->elements->len;
	     i++) {
		const struct checked c = g_array_index(engine->elements,
						       struct checked, i);
		const struct range *index;
		wide distance;

		if (c.base != n.a || c.stride != n.imm || !c.range ||
		    !is_same_place(&c.place, &p) ||
		    !state_prove(engine, state, n.b, c.counter, &distance) ||
		    distance >= 0)
			continue;
		index = state_range(engine, state, n.b);
		if (index->n && range_min(index) >= 0 &&
		    content_of(engine, state, c.base) == c.content)
			state_restrict(engine, state, value,
				       range_cast(&engine->region, c.range,
						  p.type), NULL);
	}
}
