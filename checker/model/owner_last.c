// SPDX-License-Identifier: GPL-2.0-only
#include "model/owner_last.h"

#include <string.h>

#include "ir/graph.h"
#include "model/owner_path.h"
#include "value/engine.h"

/* Callers of callers whose code is looked at. */
#define MAX_CALLERS 3
/* A call that leads to more functions than these may do anything. */
#define MANY_CALLEES 200

/* The backward walk from a read to the stores that come before it. */
struct search {
	struct owner_graph *graph;
	GHashTable *stores;		/* ir_insn that give the place its value */
	guint depth;
};

enum verdict {
	GOES_ON,		/* nothing is said of the place */
	GIVEN,			/* it has a new value */
	UNKNOWN,		/* it may have */
};

static bool look_before(struct search *s, const struct owner_path *place,
			const struct code_ref *read);

/* The last field on the way to the place, or NULL. The caller frees it. */
static char *last_field(const struct owner_path *place)
{
	const char *end = strrchr(place->steps->str, ' ');
	const char *begin = end;

	while (begin && begin > place->steps->str && !strchr(" *]", begin[-1]))
		begin--;
	return end ? g_strndup(begin, (gsize)(end - begin)) : NULL;
}

static bool is_same_place(const struct owner_path *a,
			  const struct owner_path *b)
{
	return a->steps && owner_path_same_variable(a, b) &&
	       g_string_equal(a->steps, b->steps);
}

/* Is the place part of what lies at that address? */
static bool is_in(const struct owner_path *place, const struct owner_path *at)
{
	return at->steps && owner_path_same_variable(place, at) &&
	       g_str_has_prefix(place->steps->str, at->steps->str) &&
	       !strchr(place->steps->str + at->steps->len, '*');
}

static bool takes_address(const struct search *s,
			  const struct owner_path *place)
{
	g_autofree char *name = last_field(place);
	const struct field_ref *field = name ?
		program_field(s->graph->db, name) : NULL;
	const struct global_ref *global = place->global ?
		program_global(s->graph->db, place->global) : NULL;

	return field ? field->is_taken || field->takers->len :
	       !global || global->is_taken || global->takers->len;
}

/* What was just allocated holds nothing yet. */
static bool is_new(const struct search *s, const struct function_ref *in,
		   guint32 value)
{
	const struct ir_insn *insn = ir_origin(in->fn, value);

	return insn && insn->op == IR_CALL &&
	       rulebase_allocator_as(s->graph->rules, insn->call->callee,
				     insn->call->written);
}

/* A store that is not to the place itself. */
static enum verdict judge_other_store(const struct search *s,
				      const struct owner_path *place,
				      const struct code_ref *at)
{
	const struct function_ref *in = at->function;
	const struct ir_insn *to = ir_origin(in->fn, at->insn->a);
	const char *field;

	while (to && to->op == IR_INDEX)
		to = ir_origin(in->fn, to->a);
	if (!to)
		return UNKNOWN;
	if (to->op == IR_ADDR_LOCAL)
		return place->global || to->imm != place->local ? GOES_ON :
		       is_new(s, in, at->insn->b) ? GIVEN : UNKNOWN;
	if (to->op == IR_ADDR_GLOBAL)
		return place->global == ir_global(in->unit,
						  (guint32)to->imm)->key ?
		       UNKNOWN : GOES_ON;
	if (to->op == IR_FIELD) {
		field = field_identity(in->unit, to->record, to->imm);
		return !field || strstr(place->steps->str, field) ? UNKNOWN :
								    GOES_ON;
	}
	return takes_address(s, place) ? UNKNOWN : GOES_ON;
}

static enum verdict judge_store(struct search *s,
				const struct owner_path *place,
				const struct code_ref *at)
{
	struct owner_path to = owner_path_of(at->function, at->insn->a);
	bool is_place = is_same_place(&to, place);

	owner_path_clear(&to);
	if (!is_place)
		return judge_other_store(s, place, at);
	g_hash_table_add(s->stores, (gpointer)at->insn);
	return GIVEN;
}

/* A whole object is cleared, or copied. */
static enum verdict judge_bytes(const struct owner_path *place,
				const struct code_ref *at)
{
	struct owner_path to = owner_path_of(at->function, at->insn->a);
	bool is_here = is_in(place, &to);
	bool is_elsewhere = to.steps && !strchr(to.steps->str, '*') &&
			    !owner_path_same_variable(&to, place);

	owner_path_clear(&to);
	if (is_here && at->insn->op == IR_ZERO)
		return GIVEN;
	return is_elsewhere ? GOES_ON : UNKNOWN;
}

/* Does the function write a field of that name? */
static bool writes(const struct owner_graph *graph,
		   const struct function_ref *ref, const char *name)
{
	const struct field_ref *field = program_field(graph->db, name);
	const struct record_ref *record;
	g_autofree char *key = g_strndup(name, (gsize)(strrchr(name, '.') -
						       name));

	for (guint i = 0; field && i < field->stores->len; i++)
		if (g_array_index(field->stores, struct code_ref,
				  i).function == ref)
			return true;
	record = program_record(graph->db, key);
	for (guint i = 0; record && i < record->copies->len; i++)
		if (g_array_index(record->copies, struct code_ref,
				  i).function == ref)
			return true;
	return false;
}

/* … or the global, if it is one. */
static bool writes_place(const struct search *s,
			 const struct function_ref *ref,
			 const struct owner_path *place)
{
	const struct global_ref *global = place->global ?
		program_global(s->graph->db, place->global) : NULL;
	g_auto(GStrv) names = g_strsplit_set(place->steps->str, " *", -1);

	for (guint i = 0; global && i < global->stores->len; i++)
		if (g_array_index(global->stores, struct code_ref,
				  i).function == ref)
			return true;
	for (guint i = 0; names[i]; i++)
		if (strrchr(names[i], '.') &&
		    writes(s->graph, ref, names[i]))
			return true;
	return false;
}

static bool add_callee(const struct search *s, GPtrArray *callees,
		       const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	struct function_ref *callee = NULL;
	const GPtrArray *targets;

	if (call->callee) {
		callee = program_function(s->graph->db, call->callee_key ?:
					  call->callee);
		if (callee && !g_ptr_array_find(callees, callee, NULL))
			g_ptr_array_add(callees, callee);
		return true;
	}
	targets = program_targets(s->graph->db, at->function,
				  ir_definition(at->function->fn,
						call->target));
	for (guint i = 0; targets && i < targets->len; i++)
		if (!g_ptr_array_find(callees, targets->pdata[i], NULL))
			g_ptr_array_add(callees, targets->pdata[i]);
	return targets;
}

/* May the call, or what it leads to, write the place? */
static bool may_write(const struct search *s, const struct owner_path *place,
		      const struct code_ref *at)
{
	g_autoptr(GPtrArray) callees = g_ptr_array_new();

	if (!add_callee(s, callees, at))
		return true;
	for (guint i = 0; i < callees->len; i++) {
		const struct function_ref *ref = callees->pdata[i];

		if (i >= MANY_CALLEES || writes_place(s, ref, place))
			return true;
		for (guint k = 0; k < ref->calls->len; k++)
			if (!add_callee(s, callees,
					&g_array_index(ref->calls,
						       struct code_ref, k)))
				return true;
	}
	return false;
}

/* Does the call, not looked into, get the address of what the place is in? */
static bool hands_out(const struct owner_path *place,
		      const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	bool is_found = false;

	for (guint i = 0; i < call->n_args && !is_found; i++) {
		struct owner_path arg = owner_path_of(at->function,
						      call->args[i]);

		is_found = is_in(place, &arg) &&
			   (at->insn->op == IR_ASM ||
			    !strchr(place->steps->str, '*'));
		owner_path_clear(&arg);
	}
	return is_found;
}

static enum verdict judge(struct search *s, const struct owner_path *place,
			  const struct code_ref *at)
{
	switch (at->insn->op) {
	case IR_STORE:
		return judge_store(s, place, at);
	case IR_COPY: case IR_ZERO:
		return judge_bytes(place, at);
	case IR_CALL:
		return hands_out(place, at) || may_write(s, place, at) ?
		       UNKNOWN : GOES_ON;
	case IR_ASM:
		return hands_out(place, at) ? UNKNOWN : GOES_ON;
	default:
		return GOES_ON;
	}
}

/* Upwards from `end` to the begin of a block. */
static enum verdict judge_block(struct search *s,
				const struct owner_path *place,
				struct function_ref *in, guint32 number,
				guint32 end)
{
	const struct ir_block *block = ir_block(in->fn, number);
	enum verdict verdict = GOES_ON;

	for (guint32 i = end; i-- > 0 && verdict == GOES_ON;)
		verdict = judge(s, place, &(struct code_ref){
				in, ir_insn(block, i), number, i });
	return verdict;
}

/* The same place as a caller names it. */
static struct owner_path name_at(const struct owner_path *place,
				 const struct code_ref *call)
{
	const struct ir_call *written = call->insn->call;
	struct owner_path there = { .steps = NULL };

	if (place->local < written->n_args)
		there = owner_path_of(call->function,
				      written->args[place->local]);
	if (there.steps)
		g_string_append(there.steps, place->steps->str + 1);
	return there;
}

/* At the begin of a function: what its callers have given the place. */
static bool look_at_callers(struct search *s, const struct owner_path *place,
			    const struct function_ref *in)
{
	bool is_known = s->depth < MAX_CALLERS &&
		function_callers_known(s->graph->db, in) && in->callers->len;

	if (!place->global && (place->local >= in->fn->n_params ||
			       place->steps->str[0] != '*'))
		return false;
	s->depth++;
	for (guint i = 0; i < in->callers->len && is_known; i++) {
		const struct code_ref *call = &g_array_index(in->callers,
						struct code_ref, i);
		struct owner_path there;

		if (place->global) {
			is_known = look_before(s, place, call);
			continue;
		}
		there = name_at(place, call);
		is_known = there.steps && look_before(s, &there, call);
		owner_path_clear(&there);
	}
	s->depth--;
	return is_known;
}

/* Does every way to `read` give the place something? Of the elements of an array
 * those are meant that some way filled: while (i--) kfree(a[i]). */
static bool look_before(struct search *s, const struct owner_path *place,
			const struct code_ref *read)
{
	struct function_ref *in = read->function;
	struct ir_graph *flow = ir_graph_new(in->fn);
	g_autofree bool *seen = g_new0(bool, in->fn->n_blocks);
	g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint32 block = read->block, end = read->index;
	bool is_known = flow->position[block] != IR_NONE;

	for (guint at = 0; is_known; at++) {
		enum verdict verdict = judge_block(s, place, in, block, end);

		is_known = verdict != UNKNOWN;
		if (verdict == GOES_ON && !block && !place->is_any_element)
			is_known = look_at_callers(s, place, in);
		for (guint i = flow->first_pred[block]; verdict == GOES_ON &&
		     i < flow->first_pred[block + 1]; i++) {
			guint32 from = flow->preds[i];

			if (!seen[from])
				g_array_append_val(todo, from);
			seen[from] = true;
		}
		if (at == todo->len)
			break;
		block = g_array_index(todo, guint32, at);
		end = ir_block(in->fn, block)->n_insns;
	}
	ir_graph_free(flow);
	return is_known &&
	       (!place->is_any_element || g_hash_table_size(s->stores));
}

/* Does the memory come to a place by one of these stores? */
static bool comes_by(const struct ownership *own, GHashTable *stores)
{
	for (guint i = 0; i < own->states->len; i++) {
		const GArray *edges = owner_node(own->graph,
			g_array_index(own->states, struct owner_state,
				      i).node)->out;

		for (guint k = 0; edges && k < edges->len; k++)
			if (g_hash_table_contains(stores, owner_edge(
				own->graph, g_array_index(edges, guint32,
							  k))->at.insn))
				return true;
	}
	return false;
}

static bool find_insn(struct function_ref *in, const struct ir_insn *insn,
		      struct code_ref *found)
{
	for (guint32 k = 0; k < in->fn->n_blocks; k++) {
		const struct ir_block *block = ir_block(in->fn, k);

		if (insn >= block->insns &&
		    insn < block->insns + block->n_insns) {
			*found = (struct code_ref){ in, insn, k, (guint32)
						    (insn - block->insns) };
			return true;
		}
	}
	return false;
}

bool owner_is_given_other(const struct ownership *own,
			  const struct owner_free *freed)
{
	const struct ir_insn *insn = owner_freed_read(freed);
	g_autoptr(GHashTable) stores = g_hash_table_new(NULL, NULL);
	struct search s = { own->graph, stores, 0 };
	struct owner_path place;
	struct code_ref read;
	bool is_other = false;

	if (!insn || !find_insn(freed->at.function, insn, &read))
		return false;
	place = owner_path_of(read.function, insn->a);
	if (place.steps)
		is_other = look_before(&s, &place, &read) &&
			   !comes_by(own, stores);
	owner_path_clear(&place);
	return is_other;
}
