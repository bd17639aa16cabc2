// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads through a pointer that was set to the addresses of a few named objects
 * on the ways that met, or that walks over a table of them.
 */
#include "value/memory.h"

#define MAX_DEPTH 3

struct reading {
	struct state *state;
	const struct frame *frame;
	const void *site;
	struct memory_place place;	/* that is read */
	const struct range *all;	/* what was found so far */
	struct value worst;		/* what reached highest */
};

/* Does an address lie in an object that has a name, whatever loop made it? */
static bool is_in_named(const struct engine *engine, vn address)
{
	const struct number *n = number_at(&engine->numbers, address);

	if (n->kind == N_OFFSET)
		n = number_at(&engine->numbers, n->a);
	return n->kind == N_GLOBAL || n->kind == N_LOCAL;
}

/* What lies at the read's offset from this address is read, too. */
static void read_from(struct engine *engine, vn address, void *data)
{
	struct reading *reading = data;
	const struct memory_place *p = &reading->place;
	guint32 place = engine_place(engine,
				     number_offset(&engine->numbers, address,
						   p->offset, p->field),
				     p->size_bytes, p->type, p->is_pointer,
				     p->bit_offset, p->bit_width);
	struct value value = engine_load_place(engine, reading->state,
					       reading->frame, reading->site,
					       place);
	const struct range *r = range_cast(&engine->region,
					   state_range(engine, reading->state,
						       value.v), p->type);

	if (!reading->worst.v || range_max(r) > range_max(reading->all))
		reading->worst = value;
	reading->all = range_union(&engine->region, reading->all, r);
}

/* How far from `pointer` is next? 0: it is something else. */
static gint64 step_from(const struct engine *engine, vn pointer, vn next)
{
	const struct number *n = number_at(&engine->numbers, next);

	return n->kind == N_OFFSET && n->a == pointer ? (gint64)n->imm : 0;
}

/* The step by which a loop's pointer goes on; 0: it does not, or not always by
 * the same. */
static gint64 step_of(const struct engine *engine, vn pointer)
{
	const struct number *n = number_at(&engine->numbers, pointer);
	gint64 step = 0;

	for (guint i = 0; n->is_loop && i < n->n_inputs; i++) {
		gint64 one = step_from(engine, pointer, n->inputs[i]);

		if (one && step && one != step)
			return 0;
		step = one ? one : step;
	}
	return step;
}

/* A loop's pointer that starts in objects and goes on by one step: any element
 * of them. */
static bool visit_walked(struct engine *engine, vn pointer,
			 engine_visitor visit, void *data)
{
	const struct number n = *number_at(&engine->numbers, pointer);
	gint64 step = step_of(engine, pointer);

	if (step <= 0)
		return false;
	for (guint i = 0; i < n.n_inputs; i++)
		if (!step_from(engine, pointer, n.inputs[i]) &&
		    !is_in_named(engine, n.inputs[i]))
			return false;
	for (guint i = 0; i < n.n_inputs; i++)
		if (!step_from(engine, pointer, n.inputs[i]))
			visit(engine, number_index(&engine->numbers,
						   n.inputs[i], pointer,
						   (guint64)step), data);
	return true;
}

/* A phi with an input that is nothing of the kind will not do however many more
 * it gets: only what was read of all of them must be read again. */
static bool visit_objects(struct engine *engine, vn pointer, guint depth,
			  engine_visitor visit, void *data)
{
	const struct number n = *number_at(&engine->numbers, pointer);
	wide null;

	if (is_in_named(engine, pointer)) {
		visit(engine, pointer, data);
		return true;
	}
	if (number_is_const(&engine->numbers, pointer, &null) && !null)
		return true;
	if (n.kind != N_PHI || !n.n_inputs || n.n_inputs == MAX_PHI_INPUTS ||
	    !depth)
		return false;
	if (!visit_walked(engine, pointer, visit, data))
		for (guint i = 0; i < n.n_inputs; i++)
			if (!visit_objects(engine, n.inputs[i], depth - 1,
					   visit, data))
				return false;
	number_at(&engine->numbers, pointer)->is_followed = true;
	return true;
}

bool engine_visit_objects(struct engine *engine, vn pointer,
			  engine_visitor visit, void *data)
{
	return visit_objects(engine, pointer, MAX_DEPTH, visit, data);
}

bool memory_of_objects(struct engine *engine, struct state *state,
		       const struct frame *frame, const void *site,
		       guint32 place, struct value *value)
{
	struct reading reading = {
		.state = state, .frame = frame, .site = site,
		.place = *engine_place_at(engine, place),
		.all = range_empty(),
	};
	const struct number *root = number_at(&engine->numbers,
					      reading.place.root);
	const struct number *worst;
	struct number *n;
	bool is_new;

	if (root->kind != N_PHI || reading.place.is_pointer ||
	    !engine_visit_objects(engine, reading.place.root, read_from,
				  &reading) ||
	    range_is_empty(reading.all))
		return false;
	value->v = memory_leaf(engine, state, frame, site, place, &is_new);
	value->why = reading.worst.why;
	n = number_at(&engine->numbers, value->v);
	worst = number_at(&engine->numbers, reading.worst.v);
	n->source = worst->source;
	n->may_be_unset = worst->may_be_unset;
	n->is_mixed = worst->is_mixed;
	state_set_known(state, value->v, reading.all, NULL);
	return true;
}
