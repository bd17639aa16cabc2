// SPDX-License-Identifier: GPL-2.0-only
/* Objects that bring the function along which frees their memory. */
#include "model/owner_path.h"

/* Fields on the way to a function: a->b->c->put. */
#define MAX_STEPS 8

/* The field that a temp was read from, or NULL. */
static const struct ir_insn *field_read(const struct ir_function *fn,
					guint32 temp)
{
	const struct ir_insn *load = ir_origin(fn, temp);
	const struct ir_insn *field = load && load->op == IR_LOAD ?
				      ir_origin(fn, load->a) : NULL;

	return field && field->op == IR_FIELD ? field : NULL;
}

/* The field that a pointer to a function was read from, or by which it was
 * chosen from a table. */
static const struct ir_insn *chosen_from(const struct ir_function *fn,
					 guint32 target)
{
	const struct ir_insn *load = ir_origin(fn, target);
	const struct ir_insn *address = load && load->op == IR_LOAD ?
					ir_origin(fn, load->a) : NULL;

	return address && address->op == IR_INDEX ?
	       field_read(fn, address->b) : field_read(fn, target);
}

/* Is the pointer to a function that a call goes through found by way of the
 * object: o->put, o->ops->put, puts[o->kind]? record: the object's; or the
 * local that points to it. */
static bool leads_by(const struct function_ref *in, guint32 target,
		     guint32 record, guint32 object)
{
	const struct ir_insn *insn = chosen_from(in->fn, target);

	for (guint i = 0; insn && i < MAX_STEPS; i++) {
		if (insn->record == record ||
		    (object != IR_NONE &&
		     ir_read_local(in->fn, ir_origin(in->fn, insn->a)) ==
		     object))
			return true;
		insn = field_read(in->fn, insn->a);
	}
	return false;
}

/* Does the function that is called stand beside the memory: o->put(o->memory),
 * o->put(o)? */
static bool is_of_one_object(const struct code_ref *at)
{
	const struct function_ref *in = at->function;
	const struct ir_call *call = at->insn->call;

	for (guint i = 0; i < call->n_args; i++) {
		const struct ir_insn *memory = field_read(in->fn,
							  call->args[i]);
		guint32 object = ir_read_local(in->fn,
				ir_origin(in->fn, call->args[i]));

		if ((memory || object != IR_NONE) &&
		    leads_by(in, call->target,
			     memory ? memory->record : IR_NONE, object))
			return true;
	}
	return false;
}

/* The call that the memory came by, if its object says which function that
 * is. */
static const struct ir_insn *chosen_by(const struct ownership *own,
				       guint32 state)
{
	g_autoptr(GArray) path = owner_way_back(own, state);

	for (guint i = 0; i < path->len; i++) {
		const struct owner_edge *edge =
			owner_edge(own->graph,
				   g_array_index(path, guint32, i));

		if (edge->flow == OWNER_ENTER && edge->at.insn->call &&
		    !edge->at.insn->call->callee &&
		    is_of_one_object(&edge->at))
			return edge->at.insn;
	}
	return NULL;
}

static const GArray *pointer_calls(const struct ownership *own,
				   const struct owner_free *freed)
{
	return g_hash_table_lookup(own->graph->called_from,
				   freed->at.function);
}

/* Are both in functions that one call may be, by what its object says? */
static bool share_call(const struct ownership *own,
		       const struct owner_free *a, const struct owner_free *b)
{
	const GArray *of_a = pointer_calls(own, a), *of_b = pointer_calls(own, b);

	for (guint i = 0; of_a && of_b && !a->at.function->callers->len &&
	     i < of_a->len; i++) {
		const struct code_ref *call = &g_array_index(of_a,
					struct owner_caller, i).at;

		for (guint k = 0; k < of_b->len; k++)
			if (g_array_index(of_b, struct owner_caller,
					  k).at.insn == call->insn &&
			    is_of_one_object(call))
				return true;
	}
	return false;
}

/* … and another that may stand there frees it as memory of vmalloc. */
static bool is_chosen(const struct ownership *own,
		      const struct owner_free *freed)
{
	const struct ir_insn *call = chosen_by(own, freed->state);

	for (guint i = 0; i < own->ways->len; i++) {
		const struct owner_free *way = &g_array_index(own->ways,
						struct owner_free, i);

		if (way->row->takes_vmalloc &&
		    (share_call(own, freed, way) ||
		     (call && chosen_by(own, way->state) == call)))
			return true;
	}
	return false;
}

/* An object that brings its free function along has the one for its memory. */
bool owner_is_own_choice(const struct ownership *own,
			 const struct owner_free *freed)
{
	g_autoptr(GArray) named = NULL;
	bool takes_vmalloc = false;

	if (freed->how != FREEING_FIELD)
		return is_chosen(own, freed);
	if (!is_of_one_object(&freed->at))
		return false;
	named = owner_called(own->graph->db, freed->at.function,
			     freed->at.insn->call->target);
	for (guint i = 0; i < named->len; i++) {
		const struct free_fn *row = owner_free_function(
			own->graph->rules,
			g_array_index(named, struct owner_named, i).key);

		takes_vmalloc |= row && row->takes_vmalloc;
	}
	return takes_vmalloc;
}
