// SPDX-License-Identifier: GPL-2.0-only
/*
 * The functions that a call through a pointer may reach: those that stand in
 * the object it was read from, where that is known; else all that any object
 * of the program has in that field.
 */
#include "model/model.h"

struct search {
	struct analysis *analysis;
	const struct memory_place *place;	/* the pointer was read there */
	GPtrArray *found;			/* struct function_ref * */
	bool is_open;				/* there may be others */
};

/* Nothing but its initialisers says what the objects hold in that field. */
static bool is_only_initialised(const struct search *s,
				const struct ir_global *global)
{
	const struct field_ref *field = s->place->field ?
		program_field(s->analysis->db, s->place->field) : NULL;

	return global->is_const ||
	       (field && !field->stores->len && !field->is_taken &&
		!field->takers->len);
}

static void add_function(struct search *s, const struct ir_init *init)
{
	struct function_ref *fn = init->kind == IR_INIT_FUNC ?
		program_function(s->analysis->db, init->symbol) : NULL;

	if (!fn)
		s->is_open |= init->kind != IR_INIT_INT || init->value;
	else if (!g_ptr_array_find(s->found, fn, NULL))
		g_ptr_array_add(s->found, fn);
}

/* What stands in an object's initialiser at the place's offset, of every
 * element if the address is that of an unknown one. */
static void add_initialised(struct engine *engine, vn address, void *data)
{
	struct search *s = data;
	const struct number *n = number_at(&engine->numbers, address);
	guint64 stride = n->kind == N_INDEX ? n->imm : 0;
	gint64 at = s->place->offset;
	const struct global_ref *ref;
	const struct ir_global *global;

	if (n->kind == N_INDEX)
		n = number_at(&engine->numbers, n->a);
	if (n->kind == N_OFFSET) {
		at += (gint64)n->imm;
		n = number_at(&engine->numbers, n->a);
	}
	ref = n->kind == N_GLOBAL ?
	      program_global(s->analysis->db, n->ref) : NULL;
	global = ref ? ir_global(ref->unit, ref->index) : NULL;
	if (!global || !global->is_defined || at < 0 ||
	    !is_only_initialised(s, global)) {
		s->is_open = true;
		return;
	}
	for (guint i = 0; i < global->inits->len; i++) {
		const struct ir_init *init = &g_array_index(global->inits,
							    struct ir_init, i);

		if (stride ? init->offset_bytes % stride ==
			     (guint64)at % stride :
			     init->offset_bytes == (guint64)at)
			add_function(s, init);
	}
}

/* The functions in the objects that the pointer was read from; false if those
 * are not known. */
static bool functions_of_objects(struct engine *engine,
				 struct analysis *analysis,
				 const struct number *pointer, GPtrArray *out)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	const struct number *root;
	struct search s = { .analysis = analysis, .found = found };
	bool is_known;

	if (pointer->kind != N_LEAF || pointer->leaf != LEAF_LOAD)
		return false;
	s.place = engine_place_at(engine, (guint32)pointer->imm);
	root = number_at(&engine->numbers, s.place->root);
	if (root->kind == N_INDEX)
		add_initialised(engine, s.place->root, &s);
	is_known = root->kind == N_INDEX ||
		   engine_visit_objects(engine, s.place->root, add_initialised,
					&s);
	if (!is_known || s.is_open || found->len > MAX_CALLEES)
		return false;
	for (guint i = 0; i < found->len; i++)
		g_ptr_array_add(out, g_ptr_array_index(found, i));
	return true;
}

#define MAX_CHOICES_DEPTH 4

/* The functions that a pointer is one of, on the ways that met; false if it may
 * be anything else. NULL is not called. */
static bool chosen_functions(struct engine *engine, struct analysis *analysis,
			     vn pointer, GPtrArray *out, guint depth)
{
	const struct number n = *number_at(&engine->numbers, pointer);
	struct function_ref *fn;

	if (number_is_const(&engine->numbers, pointer, NULL))
		return true;
	if (n.kind == N_FUNC) {
		fn = program_function(analysis->db, n.ref);
		if (fn && !g_ptr_array_find(out, fn, NULL))
			g_ptr_array_add(out, fn);
		return fn && out->len <= MAX_CALLEES;
	}
	if (n.kind != N_PHI || n.is_loop || !n.n_inputs || !depth ||
	    n.n_inputs == MAX_PHI_INPUTS)
		return false;
	for (guint i = 0; i < n.n_inputs; i++)
		if (!chosen_functions(engine, analysis, n.inputs[i], out,
				      depth - 1))
			return false;
	return true;
}

void indirect_callees(struct engine *engine, struct analysis *analysis,
		      const struct call_site *site, GPtrArray *out)
{
	const struct number *n = site->target.v ?
		number_at(&engine->numbers, site->target.v) : NULL;
	const struct function_ref *in;
	const GPtrArray *targets;

	if (n && n->kind == N_FUNC) {
		struct function_ref *one = program_function(analysis->db,
							    n->ref);

		if (one)
			g_ptr_array_add(out, one);
		return;
	}
	if (n && n->kind == N_PHI &&
	    chosen_functions(engine, analysis, site->target.v, out,
			     MAX_CHOICES_DEPTH))
		return;
	g_ptr_array_set_size(out, 0);
	if (n && functions_of_objects(engine, analysis, n, out))
		return;
	in = program_function(analysis->db, site->frame->fn->key);
	if (!in)
		return;
	targets = program_targets(analysis->db, in,
				  ir_definition(in->fn,
						site->insn->call->target));
	if (!targets || targets->len > MAX_CALLEES)
		return;
	for (guint i = 0; i < targets->len; i++)
		g_ptr_array_add(out, g_ptr_array_index(targets, i));
}

/* What an object has at some offset. */
struct held {
	const struct function_ref *fn;	/* that function, or */
	const GArray *addresses;	/* one of those (vn) */
};

static bool is_held(struct engine *engine, const struct analysis *analysis,
		    const struct ir_init *init, const struct held *held)
{
	vn address;

	if (held->fn)
		return init->kind == IR_INIT_FUNC &&
		       program_function(analysis->db, init->symbol) == held->fn;
	if (init->kind != IR_INIT_GLOBAL)
		return false;
	address = number_offset(&engine->numbers,
				number_address(&engine->numbers, N_GLOBAL, NULL,
					       init->symbol, 0),
				(gint64)init->value, NULL);
	for (guint i = 0; i < held->addresses->len; i++)
		if (g_array_index(held->addresses, vn, i) == address)
			return true;
	return false;
}

/* Nobody but initialisers fills the field, and no object is a copy. */
static bool is_only_in_initialisers(const struct analysis *analysis,
				    const struct field_ref *field)
{
	const struct field_init *first;
	const struct record_ref *record;

	if (!field || !field->inits->len || field->stores->len ||
	    field->takers->len || field->is_taken)
		return false;
	first = &g_array_index(field->inits, struct field_init, 0);
	record = program_record(analysis->db,
				ir_record(first->unit,
					  first->init->record)->key);
	return record && !record->copies->len;
}

/* Nobody out of view can name the object, and make another like it. */
static bool is_in_view(const struct analysis *analysis,
		       const struct field_init *init)
{
	return analysis->db->is_closed ||
	       ir_global(init->unit, init->global)->is_static;
}

#define MAX_OBJECTS 6		/* fewer than a phi keeps */

/* The objects that hold it where the pointer was read; NULL: others may, too. */
static GArray *objects_holding(struct engine *engine,
			       const struct analysis *analysis,
			       const struct memory_place *place,
			       const struct held *held)
{
	const struct field_ref *field = place->field ?
		program_field(analysis->db, place->field) : NULL;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(vn));

	if (!is_only_in_initialisers(analysis, field))
		return NULL;
	for (guint i = 0; i < field->inits->len; i++) {
		const struct field_init *f = &g_array_index(field->inits,
							struct field_init, i);
		const struct ir_record *record = ir_record(f->unit,
							   f->init->record);
		vn object;

		if (!is_held(engine, analysis, f->init, held))
			continue;
		if (found->len == MAX_OBJECTS ||
		    !is_in_view(analysis, f) ||
		    (gint64)ir_field(record, f->init->field)->offset_bytes !=
		    place->offset)
			return NULL;
		object = number_address(&engine->numbers, N_GLOBAL, NULL,
					ir_global(f->unit, f->global)->key, 0);
		object = number_offset(&engine->numbers, object,
				       (gint64)f->init->offset_bytes -
				       place->offset, NULL);
		g_array_append_val(found, object);
	}
	return found->len ? g_steal_pointer(&found) : NULL;
}

/* … and not the address of an object that is known anyway. */
static bool is_some_pointer(const struct engine *engine, vn v)
{
	const struct number *n = number_at(&engine->numbers, v);

	return n->kind == N_LEAF || n->kind == N_PHI || n->kind == N_INDEX;
}

#define MAX_OBJECTS_DEPTH 3

/* The pointer was read from one of the objects that hold what it turned out to
 * be; where their own address was read, in turn. */
void indirect_led_to(struct engine *engine, struct analysis *analysis,
		     struct state *state, const struct call_site *site,
		     const struct frame *frame)
{
	struct held held = {
		.fn = program_function(analysis->db, frame->fn->key),
	};
	g_autoptr(GArray) objects = NULL;
	vn pointer = site->target.v;

	if (!analysis->db->is_closed && !frame->fn->is_static)
		return;
	for (guint depth = MAX_OBJECTS_DEPTH; pointer && depth; depth--) {
		const struct number n = *number_at(&engine->numbers, pointer);
		const struct memory_place *place;
		GArray *next;

		if (n.kind != N_LEAF || n.leaf != LEAF_LOAD)
			return;
		place = engine_place_at(engine, (guint32)n.imm);
		pointer = place->root;
		if (!is_some_pointer(engine, pointer))
			return;
		next = objects_holding(engine, analysis, place, &held);
		g_clear_pointer(&objects, g_array_unref);
		objects = next;
		if (!objects)
			return;
		engine_choose_objects(engine, state, frame, pointer, objects);
		held = (struct held){ .addresses = objects };
	}
}
