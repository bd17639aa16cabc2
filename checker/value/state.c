// SPDX-License-Identifier: GPL-2.0-only
/* Sharing and copying states, and the sorted arrays they are made of. */
#include "value/engine.h"

#include <string.h>

/* Index of the first element whose key is not below `key`. */
#define DEFINE_LOWER_BOUND(name, type, key_type, key_of)		\
static guint name(const GArray *array, key_type key)			\
{									\
	guint low = 0, high = array->len;				\
									\
	while (low < high) {						\
		guint mid = (low + high) / 2;				\
		const type *e = &g_array_index(array, type, mid);	\
									\
		if (key_of < key)					\
			low = mid + 1;					\
		else							\
			high = mid;					\
	}								\
	return low;							\
}

DEFINE_LOWER_BOUND(find_place, struct binding, guint32, e->place)
DEFINE_LOWER_BOUND(find_temp, struct temp_binding, guint64, e->key)
DEFINE_LOWER_BOUND(find_known, struct known, vn, e->v)
DEFINE_LOWER_BOUND(find_fact, struct fact, guint64,
		   ((guint64)e->v << 32 | e->w))

guint state_find_fact(const struct state *state, vn v, vn w)
{
	return find_fact(state->facts, (guint64)v << 32 | w);
}

const struct fact *state_fact_about(const struct state *state, vn v, vn w)
{
	guint i = state_find_fact(state, v, w);
	const struct fact *f = &g_array_index(state->facts, struct fact, i);

	return i < state->facts->len && f->v == v && f->w == w ? f : NULL;
}

struct state *state_new(void)
{
	static const guint sizes[N_STATE_PARTS] = {
		[PART_MEMORY] = sizeof(struct binding),
		[PART_TEMPS] = sizeof(struct temp_binding),
		[PART_KNOWN] = sizeof(struct known),
		[PART_FACTS] = sizeof(struct fact),
		[PART_FILLS] = sizeof(struct fill),
		[PART_ESCAPED] = sizeof(vn),
	};
	struct state *s = g_new0(struct state, 1);

	s->refs = 1;
	for (guint i = 0; i < N_STATE_PARTS; i++)
		s->parts[i] = g_array_new(FALSE, FALSE, sizes[i]);
	return s;
}

struct state *state_copy(const struct state *state)
{
	struct state *s = g_new0(struct state, 1);

	s->refs = 1;
	for (guint i = 0; i < N_STATE_PARTS; i++)
		s->parts[i] = g_array_ref(state->parts[i]);
	/* Sharing changes nothing that is known, so the original is const. */
	s->shared = ((struct state *)state)->shared =
		(1 << N_STATE_PARTS) - 1;
	s->version = state->version;
	s->decided = state->decided;
	s->has_passed = state->has_passed;
	s->is_dead = state->is_dead;
	return s;
}

GArray *state_own(struct state *state, enum state_part part)
{
	GArray *theirs = state->parts[part];

	if (state->shared & 1 << part) {
		state->parts[part] = g_array_copy(theirs);
		g_array_unref(theirs);
		state->shared &= ~(1 << part);
	}
	return state->parts[part];
}

struct state *state_ref(struct state *state)
{
	state->refs++;
	return state;
}

void state_unref(struct state *state)
{
	if (!state || --state->refs)
		return;
	for (guint i = 0; i < N_STATE_PARTS; i++)
		g_array_unref(state->parts[i]);
	g_free(state);
}

const struct binding *state_lookup(const struct state *state, guint32 place)
{
	guint i = find_place(state->memory, place);
	const struct binding *b = &g_array_index(state->memory,
						 struct binding, i);

	return i < state->memory->len && b->place == place ? b : NULL;
}

void state_bind(struct state *state, guint32 place, vn value, bool stored,
		const struct why *why)
{
	struct binding binding = { place, value, stored, why };
	GArray *memory = state_own(state, PART_MEMORY);
	guint i = find_place(memory, place);

	if (i < memory->len &&
	    g_array_index(memory, struct binding, i).place == place)
		g_array_index(memory, struct binding, i) = binding;
	else
		g_array_insert_val(memory, i, binding);
}

const struct temp_binding *state_temp(const struct state *state, guint64 key)
{
	guint i = find_temp(state->temps, key);
	const struct temp_binding *b = &g_array_index(state->temps,
						      struct temp_binding, i);

	return i < state->temps->len && b->key == key ? b : NULL;
}

void state_bind_temp(struct state *state, guint64 key, vn value,
		     const struct why *why)
{
	struct temp_binding binding = { key, value, why };
	GArray *temps = state_own(state, PART_TEMPS);
	guint i = find_temp(temps, key);

	if (i < temps->len &&
	    g_array_index(temps, struct temp_binding, i).key == key)
		g_array_index(temps, struct temp_binding, i) = binding;
	else
		g_array_insert_val(temps, i, binding);
}

static const struct known *known_of(const struct state *state, vn v)
{
	guint i = find_known(state->known, v);
	const struct known *k = &g_array_index(state->known, struct known, i);

	return i < state->known->len && k->v == v ? k : NULL;
}

const struct range *state_known(const struct state *state, vn v)
{
	const struct known *k = known_of(state, v);

	return k ? k->range : NULL;
}

const struct why *state_bound_why(const struct state *state, vn v)
{
	const struct known *k = known_of(state, v);

	return k ? k->why : NULL;
}

void state_set_known(struct state *state, vn v, const struct range *range,
		     const struct why *why)
{
	struct known entry = { v, range, why };
	GArray *known = state_own(state, PART_KNOWN);
	guint i = find_known(known, v);

	if (i == known->len || g_array_index(known, struct known, i).v != v) {
		g_array_insert_val(known, i, entry);
		state->version = 0;
		return;
	}
	if (g_array_index(known, struct known, i).range != range)
		state->version = 0;
	g_array_index(known, struct known, i) = entry;
}

void state_forget_known(struct state *state, vn v)
{
	guint i = find_known(state->known, v);

	if (i < state->known->len &&
	    g_array_index(state->known, struct known, i).v == v) {
		g_array_remove_index(state_own(state, PART_KNOWN), i);
		state->version = 0;
	}
	for (guint j = state->facts->len; j > 0; j--) {
		const struct fact *f = &g_array_index(state->facts,
						      struct fact, j - 1);

		if (f->v != v && f->w != v)
			continue;
		g_array_remove_index(state_own(state, PART_FACTS), j - 1);
		state->version = 0;
	}
}

static bool is_of_frame(const struct engine *engine, vn root,
			const struct frame *frame)
{
	const struct number *n = number_at(&engine->numbers, root);

	while (n->kind == N_INDEX || n->kind == N_OFFSET)
		n = number_at(&engine->numbers, n->a);
	return n->kind == N_LOCAL && n->frame == frame;
}

static void drop_memory(struct engine *engine, struct state *state,
			const struct frame *frame)
{
	GArray *memory = state_own(state, PART_MEMORY);
	guint kept = 0;

	for (guint i = 0; i < memory->len; i++) {
		const struct binding b = g_array_index(memory, struct binding,
						       i);

		if (!is_of_frame(engine, engine_place_at(engine, b.place)->root,
				 frame))
			g_array_index(memory, struct binding, kept++) = b;
	}
	g_array_set_size(memory, kept);
}

static void drop_fills(struct engine *engine, struct state *state,
		       const struct frame *frame)
{
	for (guint i = state->fills->len; i > 0; i--)
		if (is_of_frame(engine, g_array_index(state->fills, struct fill,
						      i - 1).root, frame))
			g_array_remove_index(state_own(state, PART_FILLS),
					     i - 1);
}

/* The locals and temps of a frame that has returned are gone. */
void state_drop_frame(struct engine *engine, struct state *state,
		      const struct frame *frame)
{
	guint first = find_temp(state->temps, (guint64)frame->id << 32);
	guint end = find_temp(state->temps, (guint64)(frame->id + 1) << 32);

	drop_memory(engine, state, frame);
	if (first < end)
		g_array_remove_range(state_own(state, PART_TEMPS), first,
				     end - first);
	drop_fills(engine, state, frame);
}

static bool memory_equal(const GArray *a, const GArray *b)
{
	for (guint i = 0; i < a->len; i++) {
		const struct binding *x = &g_array_index(a, struct binding, i);
		const struct binding *y = &g_array_index(b, struct binding, i);

		if (x->place != y->place || x->value != y->value ||
		    x->stored != y->stored)
			return false;
	}
	return true;
}

static bool temps_equal(const GArray *a, const GArray *b)
{
	for (guint i = 0; i < a->len; i++) {
		const struct temp_binding *x =
			&g_array_index(a, struct temp_binding, i);
		const struct temp_binding *y =
			&g_array_index(b, struct temp_binding, i);

		if (x->key != y->key || x->value != y->value)
			return false;
	}
	return true;
}

static bool known_equal(const GArray *a, const GArray *b)
{
	for (guint i = 0; i < a->len; i++) {
		const struct known *x = &g_array_index(a, struct known, i);
		const struct known *y = &g_array_index(b, struct known, i);

		if (x->v != y->v || !range_equal(x->range, y->range))
			return false;
	}
	return true;
}

static bool facts_equal(const GArray *a, const GArray *b)
{
	for (guint i = 0; i < a->len; i++) {
		const struct fact *x = &g_array_index(a, struct fact, i);
		const struct fact *y = &g_array_index(b, struct fact, i);

		if (x->v != y->v || x->w != y->w || x->c != y->c)
			return false;
	}
	return true;
}

bool fill_equal(const struct fill *x, const struct fill *y)
{
	return x->root == y->root && x->offset == y->offset &&
	       x->length == y->length && x->kind == y->kind &&
	       x->source == y->source;
}

static bool fills_equal(const GArray *a, const GArray *b)
{
	for (guint i = 0; i < a->len; i++) {
		const struct fill *x = &g_array_index(a, struct fill, i);
		const struct fill *y = &g_array_index(b, struct fill, i);

		if (!fill_equal(x, y))
			return false;
	}
	return true;
}

static bool escaped_equal(const GArray *a, const GArray *b)
{
	return !a->len || !memcmp(a->data, b->data, a->len * sizeof(vn));
}

/* Same meaning: the stories (why) do not count. */
bool state_equal(const struct state *a, const struct state *b)
{
	static bool (*const equal[N_STATE_PARTS])(const GArray *a,
						  const GArray *b) = {
		[PART_MEMORY] = memory_equal, [PART_TEMPS] = temps_equal,
		[PART_KNOWN] = known_equal, [PART_FACTS] = facts_equal,
		[PART_FILLS] = fills_equal, [PART_ESCAPED] = escaped_equal,
	};

	if (a->is_dead != b->is_dead || a->decided != b->decided)
		return false;
	for (guint i = 0; i < N_STATE_PARTS; i++)
		if (a->parts[i]->len != b->parts[i]->len)
			return false;
	for (guint i = 0; i < N_STATE_PARTS; i++)
		if (a->parts[i] != b->parts[i] &&
		    !equal[i](a->parts[i], b->parts[i]))
			return false;
	return true;
}

bool state_has_fact(const struct state *state, const struct fact *fact)
{
	const struct fact *f = state_fact_about(state, fact->v, fact->w);

	return f && f->c <= fact->c;
}

bool state_narrower(const struct state *a, const struct state *b,
		    bool *by_facts_alone)
{
	*by_facts_alone = a->known->len == b->known->len &&
			  a->fills->len == b->fills->len &&
			  a->facts->len == b->facts->len &&
			  known_equal(a->known, b->known) &&
			  fills_equal(a->fills, b->fills);
	if (a->is_dead != b->is_dead || a->decided != b->decided ||
	    a->memory->len != b->memory->len ||
	    a->temps->len != b->temps->len ||
	    !memory_equal(a->memory, b->memory) ||
	    !temps_equal(a->temps, b->temps))
		return false;
	for (guint i = 0; i < b->known->len; i++) {
		const struct known *k = &g_array_index(b->known, struct known,
						       i);
		const struct range *r = state_known(a, k->v);

		if (!r || !range_subset(r, k->range))
			return false;
	}
	for (guint i = 0; i < b->facts->len; i++)
		if (!state_has_fact(a, &g_array_index(b->facts, struct fact,
						      i)))
			return false;
	return true;
}
