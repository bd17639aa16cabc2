// SPDX-License-Identifier: GPL-2.0-only
/*
 * A pointer turns out to be the address of one of a few objects: what was read
 * through it, and will be, is theirs alone.
 *
 *	err = kind->setup(dev, kind->bytes);
 *
 * is, in the setup() of one kind, that kind's bytes.
 */
#include "value/memory.h"

#define MAX_CHOSEN_DEPTH 3

struct choosing {
	struct engine *engine;
	struct state *state;
	const struct frame *frame;	/* where it is known: the callee's */
};

/* One number for the addresses. */
static vn any_of(struct choosing *c, vn pointer, const GArray *objects)
{
	struct numbers *numbers = &c->engine->numbers;
	vn either;

	if (objects->len == 1)
		return g_array_index(objects, vn, 0);
	either = number_phi(numbers, c->frame, c->frame->call, pointer,
			    number_at(numbers, pointer)->type);
	number_at(numbers, either)->is_pointer = true;
	for (guint i = 0; i < objects->len; i++)
		number_add_input(numbers, either,
				 g_array_index(objects, vn, i));
	return either;
}

/* The callers' own variables still hold the pointer as they know it: their
 * loops go on with it. */
static bool is_of_caller(const struct choosing *c, guint32 place)
{
	vn root = engine_place_at(c->engine, place)->root;
	const struct number *object = engine_object_of(c->engine, root);

	return object->kind == N_LOCAL && object->frame != c->frame;
}

static void put_in_place(struct choosing *c, vn pointer, vn object)
{
	for (guint i = 0; i < c->state->memory->len; i++) {
		const struct binding b = g_array_index(c->state->memory,
						       struct binding, i);

		if (b.value == pointer && !is_of_caller(c, b.place))
			state_bind(c->state, b.place, object, b.stored, b.why);
	}
}

static guint32 place_in(struct choosing *c, guint32 place, vn object)
{
	const struct memory_place p = *engine_place_at(c->engine, place);
	vn address = number_offset(&c->engine->numbers, object, p.offset,
				   p.field);

	return engine_place(c->engine, address, p.size_bytes, p.type,
			    p.is_pointer, p.bit_offset, p.bit_width);
}

/* What one object can ever have at a place: of a constant one its entry, of
 * others what anybody stores there; NULL: not known. */
static const struct range *range_ever(struct choosing *c, guint32 place)
{
	const struct range *entry = engine_entry(c->engine, place, NULL);
	const struct number *n;
	struct value value;

	if (entry)
		return entry;
	value = engine_load_place(c->engine, c->state, c->frame,
				  c->frame->call, place);
	n = number_at(&c->engine->numbers, value.v);
	return n->kind == N_LEAF && n->leaf == LEAF_LOAD ? n->base : NULL;
}

/* What was read is what one of the objects has there. */
static void choose_entry(struct choosing *c, vn read, guint32 place,
			 const GArray *objects)
{
	const struct range *all = range_empty();

	for (guint i = 0; i < objects->len; i++) {
		vn object = g_array_index(objects, vn, i);
		const struct range *one = range_ever(c, place_in(c, place,
								 object));

		if (!one)
			return;
		all = range_union(&c->engine->region, all, one);
	}
	state_restrict(c->engine, c->state, read, all, NULL);
}

static void choose(struct choosing *c, vn pointer, const GArray *objects,
		   guint depth);

/* … and where it is a pointer, that is one of those that stand there. */
static void choose_pointer(struct choosing *c, vn read, guint32 place,
			   const GArray *objects, guint depth)
{
	g_autoptr(GArray) next = g_array_new(FALSE, FALSE, sizeof(vn));

	for (guint i = 0; i < objects->len; i++) {
		vn object = g_array_index(objects, vn, i);
		struct value value = engine_load_place(c->engine, c->state,
					c->frame, c->frame->call,
					place_in(c, place, object));
		const struct number *to = engine_object_of(c->engine, value.v);

		if (to->kind != N_GLOBAL)
			return;
		g_array_append_val(next, value.v);
	}
	choose(c, read, next, depth);
}

/* The element of a table that the address is that of. */
static void choose_index(struct choosing *c, vn pointer, const GArray *objects)
{
	const struct number n = *number_at(&c->engine->numbers, pointer);
	const struct range *all = range_empty();
	gint64 base, at;
	vn root = split_address(c->engine, n.a, &base);

	for (guint i = 0; i < objects->len; i++) {
		if (split_address(c->engine, g_array_index(objects, vn, i),
				  &at) != root || at < base)
			return;
		all = range_union(&c->engine->region, all,
				  range_const(&c->engine->region,
					      (at - base) / (gint64)n.imm));
	}
	state_restrict(c->engine, c->state, n.b, all, NULL);
}

static void choose(struct choosing *c, vn pointer, const GArray *objects,
		   guint depth)
{
	struct numbers *numbers = &c->engine->numbers;
	guint n_numbers = numbers->table->len;

	for (vn v = 1; depth && v < n_numbers; v++) {
		const struct number n = *number_at(numbers, v);
		guint32 place = (guint32)n.imm;

		if (n.kind != N_LEAF || n.leaf != LEAF_LOAD ||
		    engine_place_at(c->engine, place)->root != pointer)
			continue;
		if (n.is_pointer)
			choose_pointer(c, v, place, objects, depth - 1);
		else
			choose_entry(c, v, place, objects);
	}
	if (number_at(numbers, pointer)->kind == N_INDEX)
		choose_index(c, pointer, objects);
	put_in_place(c, pointer, any_of(c, pointer, objects));
}

void engine_choose_objects(struct engine *engine, struct state *state,
			   const struct frame *frame, vn pointer,
			   const GArray *objects)
{
	struct choosing c = { engine, state, frame };

	choose(&c, pointer, objects, MAX_CHOSEN_DEPTH);
}
