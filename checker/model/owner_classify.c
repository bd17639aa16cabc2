// SPDX-License-Identifier: GPL-2.0-only
/* What a place that the pointer comes to means: it is freed, used in a way
 * that the rules know, or leaves what can be seen. */
#include <string.h>

#include "model/owner_build.h"
#include "model/ownership.h"

static const struct owner_state *state_at(const struct ownership *own,
					  guint32 i)
{
	return &g_array_index(own->states, struct owner_state, i);
}

/* An address in the memory, not that of its begin. */
static bool is_inside(const struct ownership *own, guint32 state,
		      const struct owner_use *use)
{
	return owner_offset_sum(state_at(own, state)->offset_bytes,
				use->offset_bytes);
}

static void add_free(struct ownership *own, guint32 state,
		     const struct owner_use *use, const struct free_fn *row,
		     enum owner_freeing how)
{
	struct owner_free entry = {
		how, use->at, row, use->callback,
		how != FREEING_CLEANUP ? IR_NONE :
		owner_node(own->graph, state_at(own, state)->node)->local,
		is_inside(own, state, use), state };

	g_array_append_val(own->frees, entry);
}

static void add_leave(struct ownership *own, guint32 state,
		      enum owner_leaving how, const struct code_ref *at,
		      const char *name)
{
	struct owner_leave entry = { how, *at, name, NULL, state };

	g_array_append_val(own->leaves, entry);
}

/* Rules about what is passed to this function, or operator. */
static bool add_sinks(struct ownership *own, guint32 state,
		      const struct owner_use *use, const char *callee)
{
	const GPtrArray *rows = g_hash_table_lookup(
			own->graph->rules->sink_by_callee, callee);

	for (guint i = 0; rows && i < rows->len; i++) {
		struct owner_sink entry = { use->at, rows->pdata[i], state };

		if (entry.row->arg == use->arg + 1 &&
		    owner_names_any(own->graph, entry.row->where_used))
			g_array_append_val(own->sinks, entry);
	}
	return rows;
}

/* Not looked into, and no rule says what it does. */
static bool is_unknown_callee(const struct rulebase *rules, const char *callee)
{
	return !rulebase_helper(rules, callee) &&
	       !rulebase_word(rules, "calls.pure", callee);
}

static void classify_call(struct ownership *own, guint32 state,
			  const struct owner_use *use)
{
	const struct rulebase *rules = own->graph->rules;
	const struct ir_call *call = use->at.insn->call;
	bool inside = is_inside(own, state, use);
	const struct allocator *alloc;
	const struct free_fn *row;

	row = owner_free_function(rules, use->function);
	if (row) {
		add_free(own, state, use, row, use->callback != G_MAXUINT ?
			 FREEING_CALLBACK : FREEING_FIELD);
		return;
	}
	if (use->callback != G_MAXUINT)
		return;
	if (!call->callee) {
		if (!inside)
			add_leave(own, state, LEAVING_INDIRECT, &use->at,
				  NULL);
		return;
	}
	row = owner_free_row(rules, call);
	if (row) {
		if (call->is_implicit)
			add_free(own, state, use, row, FREEING_CLEANUP);
		else if (row->arg == use->arg + 1)
			add_free(own, state, use, row, FREEING_CALL);
		return;
	}
	if (add_sinks(own, state, use, call->callee))
		return;
	alloc = rulebase_allocator_as(rules, call->callee, call->written);
	if (alloc && alloc->old_arg == use->arg + 1) {
		struct owner_realloc entry = { use->at, alloc, state };

		g_array_append_val(own->reallocs, entry);
	}
	if (!alloc && !inside && is_unknown_callee(rules, call->callee))
		add_leave(own, state, LEAVING_CALLED, &use->at, call->callee);
}

static void classify_use(struct ownership *own, guint32 state,
			 const struct owner_use *use)
{
	const struct ir_call *call = use->at.insn->call;

	switch (use->kind) {
	case OWNER_USE_CALL:
		classify_call(own, state, use);
		break;
	case OWNER_USE_HELD:
		if (!state_at(own, state)->offset_bytes &&
		    (!call->callee ||
		     is_unknown_callee(own->graph->rules, call->callee)))
			add_leave(own, state, LEAVING_HELD, &use->at,
				  call->callee);
		break;
	case OWNER_USE_MASK:
		add_sinks(own, state, use, "&");
		break;
	}
}

static bool is_open(const struct owner_graph *graph,
		    const struct function_ref *ref)
{
	return ref->is_exported ||
	       (!ref->fn->is_static && !graph->db->is_closed);
}

/* Through a pointer that stands where others find it. */
static bool is_handed_out(const struct owner_graph *graph,
			  const struct function_ref *ref)
{
	if (!ref->is_taken)
		return false;
	/* EXPORT_SYMBOL() puts the address where the linker alone finds it, a
	 * variable of its own. */
	if (ref->is_exported && !ref->handed_to->len && !ref->named_by->len &&
	    (!ref->handed->len ||
	     (ref->handed->len == 1 && !strchr(ref->handed->pdata[0], '@'))))
		return false;
	if (!ref->handed->len || ref->handed_to->len)
		return true;
	for (guint i = 0; i < ref->handed->len; i++) {
		struct owner_key key = { OWNER_FIELD, ref->handed->pdata[i],
					 0 };
		gpointer node = g_hash_table_lookup(graph->index, &key);
		const char *at = strchr(ref->handed->pdata[i], '@');

		if (node ? owner_node(graph, GPOINTER_TO_UINT(node) -
					     1)->is_foreign :
		    !at || !graph->db->root ||
		    !g_str_has_prefix(at + 1, graph->db->root))
			return true;
	}
	return false;
}

/* Somebody outside the program may call it: in a part of a kernel, other
 * sources of the tree are asked. */
bool owner_is_called_unseen(const struct owner_graph *graph,
			    const struct function_ref *ref)
{
	return (is_open(graph, ref) &&
		(!graph->outside ||
		 mentions_of(graph->outside, ref->fn->name))) ||
	       is_handed_out(graph, ref);
}

/* … and may free what it returns. */
static void add_returned(struct ownership *own, guint32 state,
			 const struct function_ref *ref,
			 const struct code_ref *at)
{
	const struct owner_graph *graph = own->graph;
	struct owner_leave entry = { LEAVING_RETURNED, *at,
				     ref->fn->name, NULL,
				     state };

	if (is_open(graph, ref) && graph->outside)
		entry.elsewhere = mentions_of_result(graph->outside,
				ref->fn->name, rulebase_words(graph->rules,
							"freeing_words"));
	if (entry.elsewhere || (is_open(graph, ref) && !graph->outside) ||
	    is_handed_out(graph, ref))
		g_array_append_val(own->leaves, entry);
}

/* A source of the tree that is not in the program frees such a field. */
static void add_elsewhere(struct ownership *own, guint32 state,
			  const struct owner_node *node,
			  const struct code_ref *at, const char *record,
			  const char *field)
{
	struct owner_leave entry = { LEAVING_ELSEWHERE, *at, node->name, NULL,
				     state };

	entry.elsewhere = mentions_of_field(own->graph->outside,
			record + strlen("struct "), field,
			strchr(node->name, '@') + 1,
			rulebase_words(own->graph->rules, "freeing_words"));
	if (entry.elsewhere)
		g_array_append_val(own->leaves, entry);
}

static void classify_field(struct ownership *own, guint32 state,
			   const struct owner_node *node,
			   const struct code_ref *at)
{
	const char *mark = strchr(node->name, '@');
	const char *dot = strrchr(node->name, '.');
	g_autofree char *record = NULL;
	const struct sink *sink;

	if (mark && dot && dot > mark) {
		record = g_strdup_printf("struct %.*s",
					 (int)(mark - node->name),
					 node->name);
		sink = rulebase_sink_field(own->graph->rules, record, dot + 1);
		if (sink && owner_names_any(own->graph, sink->where_used)) {
			struct owner_sink entry = { *at, sink, state };

			g_array_append_val(own->sinks, entry);
			return;
		}
	}
	if (node->is_foreign)
		add_leave(own, state, LEAVING_FIELD, at, node->name);
	/* Another driver that frees its file.private_data frees its own; what
	 * the core frees stands in a table. */
	if (record && own->graph->outside && !node->is_slot &&
	    !g_str_has_suffix(mark, ".c"))
		add_elsewhere(own, state, node, at, record, dot + 1);
}

/* Is the pointer stored through that address, not only found there? */
static bool is_stored_through(const struct ownership *own,
			      const struct owner_node *pointee)
{
	for (guint i = 0; pointee->in && i < pointee->in->len; i++) {
		const struct owner_edge *edge = owner_edge(own->graph,
			g_array_index(pointee->in, guint32, i));

		if (g_hash_table_contains(own->reached,
					  GUINT_TO_POINTER(edge->from + 1)))
			return true;
	}
	return false;
}

/* Once for all names of the place. */
static void add_leave_once(struct ownership *own, guint32 state,
			   enum owner_leaving how, const struct code_ref *at,
			   const char *name)
{
	for (guint i = 0; i < own->leaves->len; i++) {
		const struct owner_leave *leave =
			&g_array_index(own->leaves, struct owner_leave, i);

		if (leave->how == how && leave->name == name &&
		    leave->at.function == at->function &&
		    leave->at.insn == at->insn)
			return;
	}
	add_leave(own, state, how, at, name);
}

/* A parameter that others than the program may set. One of a callback that is
 * only handed to calls is what those calls give it. */
static bool comes_from_outside(const struct owner_graph *graph,
			       const struct owner_node *node)
{
	const struct function_ref *ref = node->function;

	if (node->kind != OWNER_DEF || node->at.insn ||
	    !owner_is_called_unseen(graph, ref))
		return false;
	return !node->in || !ref->fn->is_static || ref->handed->len ||
	       !ref->handed_to->len;
}

/* Memory behind a pointer that came from outside: others read it, too. */
static void classify_pointee(struct ownership *own, guint32 state,
			     guint32 holder, const struct code_ref *at)
{
	const struct owner_graph *graph = own->graph;
	const struct owner_aliases *aliases = owner_aliases(own->graph,
							    holder);

	for (guint i = 0; i < aliases->holders->len; i++) {
		const struct owner_node *node = owner_node(graph,
			g_array_index(aliases->holders, guint32, i));
		const struct ir_call *call = node->kind == OWNER_CALL ?
					     node->at.insn->call : NULL;

		if (comes_from_outside(graph, node)) {
			add_leave(own, state, LEAVING_RETURNED, at,
				  node->function->fn->name);
			return;
		}
		if (call && !node->in &&
		    !rulebase_allocator_as(graph->rules, call->callee,
					   call->written)) {
			add_leave_once(own, state, LEAVING_LOST, at, NULL);
			return;
		}
	}
}

/* Where the pointer came by its place. */
static struct code_ref way_in(const struct ownership *own,
			      const struct owner_state *state)
{
	while (state->edge != IR_NONE) {
		const struct owner_edge *edge = owner_edge(own->graph,
							   state->edge);

		if (edge->at.function)
			return edge->at;
		state = state_at(own, state->parent);
	}
	return own->alloc;
}

void owner_classify(struct ownership *own, guint32 i)
{
	const struct owner_state *state = state_at(own, i);
	const struct owner_node *node = owner_node(own->graph, state->node);
	struct code_ref at = way_in(own, state);

	for (guint k = 0; node->uses && k < node->uses->len; k++)
		classify_use(own, i, &g_array_index(node->uses,
						    struct owner_use, k));
	if (node->kind == OWNER_FIELD && !state->offset_bytes)
		classify_field(own, i, node, &at);
	if (node->kind == OWNER_POINTEE && !state->offset_bytes &&
	    is_stored_through(own, node))
		classify_pointee(own, i, node->of, &at);
	if (node->kind == OWNER_LOST)
		add_leave(own, i, LEAVING_LOST, &at, NULL);
	if (node->kind == OWNER_RETURN && !state->stack)
		add_returned(own, i, node->function, &at);
	if (node->function && !node->function->fn->is_complete &&
	    node->kind != OWNER_RETURN)
		add_leave(own, i, LEAVING_INCOMPLETE,
			  &(struct code_ref){ .function = node->function },
			  node->function->fn->name);
}
