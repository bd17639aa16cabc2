// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two ways lead to one block: what holds on both?
 *
 * A place that holds different numbers gets a phi of (block, place), whose
 * range is the union. A place only one side has written is read on the other
 * side first, so that forgetting it cannot revive an older value.
 */
#include "value/joining.h"
#include "value/loop.h"

#define TEMP_MARK ((guint64)1 << 63)
#define MAX_DEPTH 8	/* of an expression */

/* The function's and the target's, both sorted. */
static const GArray *all_thresholds(struct joining *j)
{
	const struct flow *flow = j->frame->flow;
	const struct engine *engine = j->engine;
	guint n = flow->n_thresholds + engine->n_thresholds;

	if (j->thresholds)
		return j->thresholds;
	j->thresholds = g_array_sized_new(FALSE, FALSE, sizeof(wide), n);
	for (guint i = 0, x = 0, y = 0; i < n; i++) {
		bool is_target = x == flow->n_thresholds ||
				 (y < engine->n_thresholds &&
				  engine->thresholds[y] < flow->thresholds[x]);

		g_array_append_val(j->thresholds,
				   *(is_target ? &engine->thresholds[y++] :
						 &flow->thresholds[x++]));
	}
	return j->thresholds;
}

static const struct range *phi_range(struct joining *j, vn phi,
				     const struct range *ra,
				     const struct range *rb, bool was_phi)
{
	struct region *region = &j->engine->region;
	struct ctype t = number_at(&j->engine->numbers, phi)->type;
	const GArray *thresholds;

	if (!j->widen || !was_phi)
		return range_union(region, ra, rb);
	if (j->to_the_end)
		return range_widen(region, ra, rb, t, NULL, 0);
	thresholds = all_thresholds(j);
	return range_widen(region, ra, rb, t, (const wide *)thresholds->data,
			   thresholds->len);
}

static void note_escaped(struct joining *j, vn v)
{
	vn object = engine_local_of(j->engine, v);

	if (!object)
		return;
	for (guint i = 0; i < j->out->escaped->len; i++)
		if (g_array_index(j->out->escaped, vn, i) == object)
			return;
	g_array_append_val(j->out->escaped, object);
}

/* The number that stands for va on the one side and vb on the other. */
static vn join_values(struct joining *j, vn va, vn vb, guint64 what)
{
	struct engine *engine = j->engine;
	const struct range *ra, *rb, *r;
	struct number *n;
	struct phi_pair pair;
	struct ctype t;
	bool is_pointer;
	vn phi;

	if (va == vb)
		return va;
	t = number_at(&engine->numbers, va)->type;
	is_pointer = number_at(&engine->numbers, va)->is_pointer;
	ra = state_range(engine, j->a, va);
	rb = state_range(engine, j->b, vb);
	phi = number_phi(&engine->numbers, j->frame, j->block, what, t);
	n = number_at(&engine->numbers, phi);
	n->join = j->id;
	n->is_pointer = is_pointer;
	n->is_loop = j->is_head;
	if (is_pointer) {
		/* From here on either may be written through the phi. */
		note_escaped(j, va);
		note_escaped(j, vb);
	}
	number_add_input(&engine->numbers, phi, va);
	number_add_input(&engine->numbers, phi, vb);
	n = number_at(&engine->numbers, phi);
	if (va != phi)
		n->entry = va;
	if (vb != phi)
		n->back = vb;
	r = phi_range(j, phi, ra, rb, va == phi);
	state_set_known(j->out, phi, r, range_max(ra) >= range_max(rb) ?
			state_bound_why(j->a, va) : state_bound_why(j->b, vb));
	pair = (struct phi_pair){ phi, va, vb };
	g_array_append_val(j->phis, pair);
	return phi;
}

/* The story of the side that reaches higher, and better known first. */
static const struct why *join_why(struct joining *j, vn va, vn vb,
				  const struct why *wa, const struct why *wb)
{
	const struct range *ra, *rb;

	if (wa == wb || !wb)
		return wa;
	if (!wa)
		return wb;
	ra = state_range(j->engine, j->a, va);
	rb = state_range(j->engine, j->b, vb);
	if (!ra->n || (rb->n && range_max(rb) > range_max(ra)))
		return wb;
	return wa;
}

/* What one side wrote and the other has not seen. */
static void read_stored_elsewhere(struct joining *j, const struct state *from,
				  struct state *to)
{
	for (guint i = 0; i < from->memory->len; i++) {
		const struct binding *b = &g_array_index(from->memory,
							 struct binding, i);

		if (b->stored && !state_lookup(to, b->place))
			engine_load_place(j->engine, to, j->frame, j->block,
					  b->place);
	}
}

/*
 * Is v read through a pointer that is NULL in that state, or made of what is?
 * Then it is no value there, and what the other side knows of it holds of both:
 * who reads it again has tested the pointer, or comes from the other side.
 */
static bool is_nowhere(const struct joining *j, const struct state *state,
		       vn v, guint depth)
{
	const struct number *n = number_at(&j->engine->numbers, v);
	vn pointer = n->kind != N_LEAF ? 0 :
		     n->leaf == LEAF_LOAD ? n->memory :
		     n->leaf == LEAF_CALL ? n->a : 0;
	wide c;

	if (!v || !depth)
		return false;
	if (pointer)
		return (range_is_const(state_range(j->engine, state, pointer),
				       &c) && !c) ||
		       is_nowhere(j, state, pointer, depth - 1);
	return n->kind != N_LEAF && n->kind != N_PHI &&
	       (is_nowhere(j, state, n->a, depth - 1) ||
		is_nowhere(j, state, n->b, depth - 1));
}

/* What only one side has read, through a pointer that the other has not. */
static void keep_read(struct joining *j, const struct binding *b,
		      const struct state *other)
{
	if (!b->stored && !j->is_head &&
	    is_nowhere(j, other, b->value, MAX_DEPTH))
		g_array_append_val(j->out->memory, *b);
}

static void join_memory(struct joining *j)
{
	guint x = 0, y = 0;
	const GArray *a = j->a->memory, *b = j->b->memory;

	while (x < a->len || y < b->len) {
		const struct binding *p = x < a->len ?
			&g_array_index(a, struct binding, x) : NULL;
		const struct binding *q = y < b->len ?
			&g_array_index(b, struct binding, y) : NULL;
		struct binding out;

		if (!q || (p && p->place < q->place)) {
			keep_read(j, p, j->b);
			x++;
			continue;
		}
		if (!p || q->place < p->place) {
			keep_read(j, q, j->a);
			y++;
			continue;
		}
		out = (struct binding){
			.place = p->place,
			.value = join_values(j, p->value, q->value, p->place),
			.stored = p->stored || q->stored,
			.why = join_why(j, p->value, q->value, p->why, q->why),
		};
		g_array_append_val(j->out->memory, out);
		x++;
		y++;
	}
}

static void join_temps(struct joining *j)
{
	guint x = 0, y = 0;
	const GArray *a = j->a->temps, *b = j->b->temps;

	while (x < a->len && y < b->len) {
		const struct temp_binding *p =
			&g_array_index(a, struct temp_binding, x);
		const struct temp_binding *q =
			&g_array_index(b, struct temp_binding, y);
		struct temp_binding out;

		if (p->key != q->key) {
			if (p->key < q->key)
				x++;
			else
				y++;
			continue;
		}
		out = (struct temp_binding){
			.key = p->key,
			.value = join_values(j, p->value, q->value,
					     p->key | TEMP_MARK),
			.why = join_why(j, p->value, q->value, p->why, q->why),
		};
		g_array_append_val(j->out->temps, out);
		x++;
		y++;
	}
}

bool joining_made(const struct joining *j, vn v)
{
	return number_at(&j->engine->numbers, v)->join == j->id;
}

/* A number that this loop does not make anew: what makes it widens it, and
 * nothing here changes what it stands for. */
static bool is_widened_elsewhere(const struct joining *j, const struct known *a,
				 const struct known *b)
{
	return j->widen && !range_equal(a->range, b->range) &&
	       loop_leaves_alone(j->engine, j->frame, j->block, a->v);
}

static void keep_known(struct joining *j, const struct known *k,
		       const struct state *other)
{
	if (!j->is_head && is_nowhere(j, other, k->v, MAX_DEPTH))
		state_set_known(j->out, k->v, k->range, k->why);
}

static void join_known(struct joining *j)
{
	guint x = 0, y = 0;
	const GArray *a = j->a->known, *b = j->b->known;

	while (x < a->len || y < b->len) {
		const struct known *p = x < a->len ?
			&g_array_index(a, struct known, x) : NULL;
		const struct known *q = y < b->len ?
			&g_array_index(b, struct known, y) : NULL;

		if (!q || (p && p->v < q->v)) {
			keep_known(j, p, j->b);
			x++;
			continue;
		}
		if (!p || q->v < p->v) {
			keep_known(j, q, j->a);
			y++;
			continue;
		}
		if (!joining_made(j, p->v)) {
			bool left = range_max(p->range) >= range_max(q->range);

			/* a phi that both sides hold is widened here */
			state_set_known(j->out, p->v,
					phi_range(j, p->v, p->range, q->range,
						  !is_widened_elsewhere(j, p,
									q)),
					left ? p->why : q->why);
		}
		x++;
		y++;
	}
}

static bool fill_listed(const GArray *fills, const struct fill *fill)
{
	for (guint i = 0; i < fills->len; i++)
		if (fill_equal(&g_array_index(fills, struct fill, i), fill))
			return true;
	return false;
}

/* The next fill of that root, from index i on; n if there is none. */
static guint next_of_root(const GArray *fills, vn root, guint i)
{
	while (i < fills->len &&
	       g_array_index(fills, struct fill, i).root != root)
		i++;
	return i;
}

/* Do both sides have the fill of a that stands at index i, and all before it of
 * its root? What was written to one object says nothing of another's. The
 * first `same` fills are the same in both. */
static bool is_common(const GArray *a, const GArray *b, guint same, guint i)
{
	vn root = g_array_index(a, struct fill, i).root;

	if (i < same)
		return true;
	for (guint x = same, y = same;; x++, y++) {
		x = next_of_root(a, root, x);
		y = next_of_root(b, root, y);
		if (y == b->len ||
		    !fill_equal(&g_array_index(a, struct fill, x),
				&g_array_index(b, struct fill, y)))
			return false;
		if (x == i)
			return true;
	}
}

static guint n_same_fills(const GArray *a, const GArray *b)
{
	guint n = 0;

	while (n < a->len && n < b->len &&
	       fill_equal(&g_array_index(a, struct fill, n),
			  &g_array_index(b, struct fill, n)))
		n++;
	return n;
}

/* A fill that only one side has leaves that memory unknown: so does a fill of
 * FILL_UNKNOWN over it. */
static void join_fills(struct joining *j)
{
	const GArray *a = j->a->fills, *b = j->b->fills;
	guint same = n_same_fills(a, b);

	for (guint i = 0; i < a->len; i++)
		if (is_common(a, b, same, i))
			g_array_append_val(j->out->fills,
					   g_array_index(a, struct fill, i));
	for (guint side = 0; side < 2; side++) {
		const GArray *from = side ? b : a;

		for (guint i = same; i < from->len; i++) {
			struct fill f = g_array_index(from, struct fill, i);

			if (is_common(from, side ? a : b, same, i))
				continue;
			f.kind = FILL_UNKNOWN;
			f.source = NULL;
			f.why = NULL;
			if (!fill_listed(j->out->fills, &f))
				g_array_append_val(j->out->fills, f);
		}
	}
}

static void join_escaped(struct joining *j)
{
	for (guint side = 0; side < 2; side++) {
		const GArray *from = side ? j->b->escaped : j->a->escaped;

		for (guint i = 0; i < from->len; i++) {
			vn v = g_array_index(from, vn, i);
			bool seen = false;

			for (guint k = 0; k < j->out->escaped->len; k++)
				seen |= g_array_index(j->out->escaped, vn,
						      k) == v;
			if (!seen)
				g_array_append_val(j->out->escaped, v);
		}
	}
}

/* Both sides may hold the very same array, unwritten since they parted: no
 * place and no fill in it needs joining. */
static bool share_part(struct joining *j, enum state_part part)
{
	if (j->a->parts[part] != j->b->parts[part])
		return false;
	g_array_unref(j->out->parts[part]);
	j->out->parts[part] = g_array_ref(j->a->parts[part]);
	j->out->shared |= 1 << part;
	return true;
}

struct state *state_join(struct engine *engine, const struct frame *frame,
			 const void *block, const struct state *a,
			 const struct state *b, bool is_head,
			 enum widening widening)
{
	struct joining j = {
		.engine = engine, .frame = frame, .block = block,
		.id = ++engine->n_joins, .a = state_copy(a), .b = state_copy(b), .out = state_new(),
		.is_head = is_head, .widen = widening != WIDEN_NOT,
		.to_the_end = widening == WIDEN_TO_THE_END,
		.phis = g_array_new(FALSE, FALSE, sizeof(struct phi_pair)),
	};

	read_stored_elsewhere(&j, j.a, j.b);
	read_stored_elsewhere(&j, j.b, j.a);
	if (!share_part(&j, PART_MEMORY))
		join_memory(&j);
	if (!share_part(&j, PART_TEMPS))
		join_temps(&j);
	join_known(&j);
	if (!share_part(&j, PART_FILLS))
		join_fills(&j);
	join_escaped(&j);
	join_facts(&j, !j.frame->flow->has_loop && share_part(&j, PART_FACTS));
	j.out->decided = decisions_meet(a->decided, b->decided);
	j.out->has_passed = a->has_passed || b->has_passed;
	state_unref(j.a);
	state_unref(j.b);
	g_array_unref(j.phis);
	g_clear_pointer(&j.thresholds, g_array_unref);
	return j.out;
}
