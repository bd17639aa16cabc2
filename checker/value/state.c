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

struct state *state_new(void)
{
	struct state *s = g_new0(struct state, 1);

	s->refs = 1;
	s->memory = g_array_new(FALSE, FALSE, sizeof(struct binding));
	s->temps = g_array_new(FALSE, FALSE, sizeof(struct temp_binding));
	s->known = g_array_new(FALSE, FALSE, sizeof(struct known));
	s->facts = g_array_new(FALSE, FALSE, sizeof(struct fact));
	s->fills = g_array_new(FALSE, FALSE, sizeof(struct fill));
	s->escaped = g_array_new(FALSE, FALSE, sizeof(vn));
	return s;
}

struct state *state_copy(const struct state *state)
{
	struct state *s = g_new0(struct state, 1);

	s->refs = 1;
	s->memory = g_array_copy(state->memory);
	s->temps = g_array_copy(state->temps);
	s->known = g_array_copy(state->known);
	s->facts = g_array_copy(state->facts);
	s->fills = g_array_copy(state->fills);
	s->escaped = g_array_copy(state->escaped);
	s->is_dead = state->is_dead;
	return s;
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
	g_array_unref(state->memory);
	g_array_unref(state->temps);
	g_array_unref(state->known);
	g_array_unref(state->facts);
	g_array_unref(state->fills);
	g_array_unref(state->escaped);
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
	guint i = find_place(state->memory, place);

	if (i < state->memory->len &&
	    g_array_index(state->memory, struct binding, i).place == place)
		g_array_index(state->memory, struct binding, i) = binding;
	else
		g_array_insert_val(state->memory, i, binding);
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
	guint i = find_temp(state->temps, key);

	if (i < state->temps->len &&
	    g_array_index(state->temps, struct temp_binding, i).key == key)
		g_array_index(state->temps, struct temp_binding, i) = binding;
	else
		g_array_insert_val(state->temps, i, binding);
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
	struct known known = { v, range, why };
	guint i = find_known(state->known, v);

	if (i < state->known->len &&
	    g_array_index(state->known, struct known, i).v == v)
		g_array_index(state->known, struct known, i) = known;
	else
		g_array_insert_val(state->known, i, known);
	state->version = 0;
}

void state_forget_known(struct state *state, vn v)
{
	guint i = find_known(state->known, v);

	if (i < state->known->len &&
	    g_array_index(state->known, struct known, i).v == v)
		g_array_remove_index(state->known, i);
	for (guint j = state->facts->len; j > 0; j--) {
		const struct fact *f = &g_array_index(state->facts,
						      struct fact, j - 1);

		if (f->v == v || f->w == v)
			g_array_remove_index(state->facts, j - 1);
	}
	state->version = 0;
}

static bool is_of_frame(const struct engine *engine, vn root,
			const struct frame *frame)
{
	const struct number *n = number_at(&engine->numbers, root);

	while (n->kind == N_INDEX || n->kind == N_OFFSET)
		n = number_at(&engine->numbers, n->a);
	return n->kind == N_LOCAL && n->frame == frame;
}

/* The locals and temps of a frame that has returned are gone. */
void state_drop_frame(struct engine *engine, struct state *state,
		      const struct frame *frame)
{
	guint kept = 0;

	for (guint i = 0; i < state->memory->len; i++) {
		struct binding *b = &g_array_index(state->memory,
						   struct binding, i);

		if (!is_of_frame(engine, engine_place_at(engine, b->place)->root,
				 frame))
			g_array_index(state->memory, struct binding, kept++) =
				*b;
	}
	g_array_set_size(state->memory, kept);
	kept = 0;
	for (guint i = 0; i < state->temps->len; i++) {
		struct temp_binding *b = &g_array_index(state->temps,
							struct temp_binding, i);

		if (b->key >> 32 != frame->id)
			g_array_index(state->temps, struct temp_binding,
				      kept++) = *b;
	}
	g_array_set_size(state->temps, kept);
	kept = 0;
	for (guint i = 0; i < state->fills->len; i++) {
		struct fill *f = &g_array_index(state->fills, struct fill, i);

		if (!is_of_frame(engine, f->root, frame))
			g_array_index(state->fills, struct fill, kept++) = *f;
	}
	g_array_set_size(state->fills, kept);
}

static bool ranges_match(const GArray *a, const GArray *b)
{
	if (a->len != b->len)
		return false;
	for (guint i = 0; i < a->len; i++) {
		const struct known *x = &g_array_index(a, struct known, i);
		const struct known *y = &g_array_index(b, struct known, i);

		if (x->v != y->v || !range_equal(x->range, y->range))
			return false;
	}
	return true;
}

/* Same meaning: the stories (why) do not count. */
bool state_equal(const struct state *a, const struct state *b)
{
	if (a->memory->len != b->memory->len ||
	    a->temps->len != b->temps->len ||
	    a->facts->len != b->facts->len ||
	    a->fills->len != b->fills->len ||
	    a->escaped->len != b->escaped->len || a->is_dead != b->is_dead)
		return false;
	for (guint i = 0; i < a->memory->len; i++) {
		const struct binding *x = &g_array_index(a->memory,
							 struct binding, i);
		const struct binding *y = &g_array_index(b->memory,
							 struct binding, i);

		if (x->place != y->place || x->value != y->value)
			return false;
	}
	for (guint i = 0; i < a->temps->len; i++) {
		const struct temp_binding *x =
			&g_array_index(a->temps, struct temp_binding, i);
		const struct temp_binding *y =
			&g_array_index(b->temps, struct temp_binding, i);

		if (x->key != y->key || x->value != y->value)
			return false;
	}
	for (guint i = 0; i < a->facts->len; i++) {
		const struct fact *x = &g_array_index(a->facts, struct fact, i);
		const struct fact *y = &g_array_index(b->facts, struct fact, i);

		if (x->v != y->v || x->w != y->w || x->c != y->c)
			return false;
	}
	for (guint i = 0; i < a->fills->len; i++) {
		const struct fill *x = &g_array_index(a->fills, struct fill, i);
		const struct fill *y = &g_array_index(b->fills, struct fill, i);

		if (x->root != y->root || x->offset != y->offset ||
		    x->length != y->length || x->kind != y->kind ||
		    x->source != y->source)
			return false;
	}
	return ranges_match(a->known, b->known);
}
