// SPDX-License-Identifier: GPL-2.0-only
/* The nodes and edges that the instructions of a program make. */
#include "model/owner_build.h"

#include <stdlib.h>
#include <string.h>

#include "ir/op.h"

/* Files that may share a void * and still mean one thing by it. */
#define MAX_CARRIED 4
/* What va_arg() is to the compiler. */
#define NEXT_ARGUMENT "__builtin_va_arg"

static bool is_scalar(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	return t->kind == IR_PTR || t->kind == IR_INT;
}

/* A local's address stands in a temp that is used for more than one access. */
static void use_temp(struct owner_build *b, guint32 temp, bool is_access)
{
	const struct ir_insn *insn = temp == IR_NONE ||
				     temp >= b->fn->n_temps ? NULL :
				     b->def[temp].insn;

	if (insn && insn->op == IR_ADDR_LOCAL && !is_access)
		b->is_simple[insn->imm] = false;
}

static void find_simple(struct owner_build *b)
{
	for (guint i = 0; i < b->fn->n_locals; i++)
		b->is_simple[i] = is_scalar(b->unit, b->fn->locals[i].type);
	for (guint k = 0; k < b->fn->n_blocks; k++) {
		const struct ir_block *block = ir_block(b->fn, k);

		for (guint i = 0; i < block->n_insns; i++) {
			const struct ir_insn *insn = &block->insns[i];

			use_temp(b, insn->a, insn->op == IR_LOAD ||
					     insn->op == IR_STORE);
			use_temp(b, insn->b, false);
			for (guint j = 0; insn->call &&
			     j < insn->call->n_args; j++)
				use_temp(b, insn->call->args[j], false);
		}
		use_temp(b, block->value, false);
	}
}

static void find_stores(struct owner_build *b)
{
	for (guint k = 0; k < b->fn->n_blocks; k++) {
		const struct ir_block *block = ir_block(b->fn, k);

		for (guint i = 0; i < block->n_insns; i++) {
			const struct ir_insn *insn = &block->insns[i];
			const struct ir_insn *to = insn->op == IR_STORE ?
						   b->def[insn->a].insn : NULL;
			struct local_store store = { .index = i,
						     .insn = insn };

			if (!to || to->op != IR_ADDR_LOCAL ||
			    !b->is_simple[to->imm])
				continue;
			store.local = (guint32)to->imm;
			if (!b->stores[k])
				b->stores[k] = g_array_new(FALSE, FALSE,
							   sizeof(store));
			g_array_append_val(b->stores[k], store);
		}
	}
}

static void owner_build_init(struct owner_build *b, struct owner_graph *graph,
			     struct function_ref *ref)
{
	const struct ir_function *fn = ref->fn;

	*b = (struct owner_build){ .graph = graph, .ref = ref,
				   .unit = ref->unit, .fn = fn };
	b->flow = ir_graph_new(fn);
	b->def = g_new0(struct code_ref, fn->n_temps + 1);
	b->is_simple = g_new0(bool, fn->n_locals + 1);
	b->stores = g_new0(GArray *, fn->n_blocks + 1);
	b->visited = g_new0(guint32, fn->n_blocks + 1);
	for (guint k = 0; k < fn->n_blocks; k++) {
		const struct ir_block *block = ir_block(fn, k);

		for (guint i = 0; i < block->n_insns; i++) {
			const struct ir_insn *insn = &block->insns[i];

			if (insn->dst < fn->n_temps)
				b->def[insn->dst] = (struct code_ref){
					ref, insn, k, i };
		}
	}
	find_simple(b);
	find_stores(b);
	owner_note_objects(b);
}

static void owner_build_release(struct owner_build *b)
{
	for (guint k = 0; k < b->fn->n_blocks; k++)
		g_clear_pointer(&b->stores[k], g_array_unref);
	g_free(b->visited);
	g_free(b->stores);
	g_free(b->is_simple);
	g_free(b->def);
	ir_graph_free(b->flow);
}

GArray *owner_sources_new(void)
{
	return g_array_new(FALSE, FALSE, sizeof(struct owner_source));
}

void owner_connect(struct owner_build *b, const GArray *sources, guint32 to,
		   enum owner_flow flow, const struct code_ref *at)
{
	for (guint i = 0; i < sources->len; i++) {
		const struct owner_source *source =
			&g_array_index(sources, struct owner_source, i);
		struct owner_edge edge = {
			.from = source->node, .to = to, .flow = flow,
			.at = *at, .record = source->record,
			.offset_bytes = source->offset_bytes,
			.is_number = source->is_number };

		if (source->is_place)
			owner_points_to(b->graph, to, source->node);
		else
			owner_edge_add(b->graph, &edge);
	}
}

static bool is_pointer(const struct ir_unit *unit, guint32 type)
{
	return ir_type(unit, type)->kind == IR_PTR;
}

static void build_store(struct owner_build *b, const struct code_ref *at)
{
	const struct ir_insn *insn = at->insn, *to = b->def[insn->a].insn;
	g_autoptr(GArray) sources = owner_sources_new();
	g_autoptr(GArray) places = NULL;

	if (!owner_holds_pointer(b->unit, insn->type))
		return;
	owner_sources(b, insn->b, is_pointer(b->unit, insn->type), sources);
	if (!sources->len)
		return;
	if (to && to->op == IR_ADDR_LOCAL && b->is_simple[to->imm]) {
		owner_connect(b, sources,
			owner_store_node(b, (guint32)to->imm, insn),
			OWNER_COPY, at);
		return;
	}
	places = g_array_new(FALSE, FALSE, sizeof(guint32));
	owner_places(b, insn->a, places);
	if (!places->len) {
		guint32 lost = owner_lost_node(b->graph);

		g_array_append_val(places, lost);
	}
	for (guint i = 0; i < places->len; i++) {
		guint32 place = g_array_index(places, guint32, i);

		/* a local, or a member of one */
		owner_connect(b, sources, place,
			      owner_node(b->graph, place)->function ?
			      OWNER_COPY : OWNER_HEAP, at);
	}
}

static const struct ir_insn *arg_origin(const struct owner_build *b,
					const struct ir_call *call, guint i)
{
	return owner_origin(b, owner_arg(call, i));
}

/* The call's function argument gets the other arguments, or may: numbers as
 * numbers. */
void owner_call_back(struct owner_build *b, const struct code_ref *at,
		     const GArray *sources, guint callback, const char *key)
{
	struct function_ref *ref = program_function(b->graph->db, key);
	struct owner_use use = { .at = *at, .arg = G_MAXUINT,
				 .callback = callback,
				 .function = ir_intern(key) };

	for (guint i = 0; i < sources->len; i++) {
		const struct owner_source *source =
			&g_array_index(sources, struct owner_source, i);

		if (source->is_place)
			continue;
		use.offset_bytes = source->offset_bytes;
		if (!ref)
			owner_use_add(b->graph, source->node, &use);
		for (guint k = 0; ref && k < ref->fn->n_params; k++) {
			const struct ir_local *param = &ref->fn->locals[k];
			const char *record = owner_record(ref->unit,
							  param->type);
			struct owner_edge edge = {
				.from = source->node, .flow = OWNER_HEAP,
				.at = *at, .record = source->record,
				.offset_bytes = source->offset_bytes,
				.is_number = source->is_number };

			if ((!is_pointer(ref->unit, param->type) &&
			     !(source->is_number &&
			       owner_holds_pointer(ref->unit, param->type))) ||
			    (record && source->record &&
			     record != source->record && !source->offset_bytes))
				continue;
			edge.to = owner_param_node(b->graph, ref, k);
			owner_edge_add(b->graph, &edge);
		}
	}
}

/* … if argument i is one of the others. */
static void build_callbacks(struct owner_build *b, const struct code_ref *at,
			    guint i, const GArray *sources)
{
	const struct ir_call *call = at->insn->call;

	for (guint k = 0; k < call->n_args; k++) {
		const struct ir_insn *back = arg_origin(b, call, k);

		if (k != i && back && back->op == IR_ADDR_FUNC)
			owner_call_back(b, at, sources, k, back->str);
	}
}

/* What a call returned that nobody looks into, a void *, is the callback's
 * argument: devres_alloc(release, …). */
static void build_result_callbacks(struct owner_build *b,
				   const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	g_autoptr(GArray) sources = NULL;

	if (at->insn->dst == IR_NONE ||
	    !is_pointer(b->unit, at->insn->type) ||
	    owner_record(b->unit, at->insn->type))
		return;
	sources = owner_sources_new();
	owner_sources(b, at->insn->dst, true, sources);
	build_callbacks(b, at, call->n_args, sources);
}

static bool is_number(const struct owner_build *b, guint32 temp)
{
	return temp < b->fn->n_temps && b->def[temp].insn &&
	       ir_type(b->unit, b->def[temp].insn->type)->kind == IR_INT;
}

/* Arguments without a name; a va_list hands on those that the caller got. */
static void enter_variadic(struct owner_build *b, const struct code_ref *at,
			   struct function_ref *callee)
{
	const struct ir_call *call = at->insn->call;
	guint32 node;

	if (!callee->fn->is_variadic && !b->fn->is_variadic)
		return;
	node = owner_variadic_node(b->graph, callee);
	for (guint i = callee->fn->n_params; callee->fn->is_variadic &&
	     i < call->n_args; i++) {
		g_autoptr(GArray) sources = owner_sources_new();

		owner_sources(b, owner_arg(call, i), false, sources);
		for (guint k = 0; k < sources->len; k++)
			g_array_index(sources, struct owner_source,
				      k).is_number = true;
		owner_connect(b, sources, node, OWNER_ENTER, at);
	}
	if (!callee->fn->is_variadic)
		owner_edge_add(b->graph, &(struct owner_edge){
			.from = owner_variadic_node(b->graph, b->ref),
			.to = node, .flow = OWNER_ENTER, .at = *at });
}

/* va_arg() */
static void build_next_argument(struct owner_build *b,
				const struct code_ref *at)
{
	if (at->insn->dst != IR_NONE &&
	    owner_holds_pointer(b->unit, at->insn->type))
		owner_edge_add(b->graph, &(struct owner_edge){
			.from = owner_variadic_node(b->graph, b->ref),
			.to = owner_result_node(b, at), .flow = OWNER_COPY,
			.at = *at });
}

/* Is an argument (from 0; G_MAXUINT: any) what a rule says more of than that
 * it is freed? That is seen in the callee's body. */
static bool is_sink(const struct rulebase *rules, const char *callee,
		    guint arg)
{
	const GPtrArray *rows = callee ? g_hash_table_lookup(
					rules->sink_by_callee, callee) : NULL;

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct sink *row = rows->pdata[i];

		if (!row->frees && (arg == G_MAXUINT || row->arg == arg + 1))
			return true;
	}
	return false;
}

void owner_enter(struct owner_build *b, const struct code_ref *at,
		 struct function_ref *callee)
{
	const struct ir_call *call = at->insn->call;

	for (guint i = 0; i < call->n_args && i < callee->fn->n_params;
	     i++) {
		g_autoptr(GArray) sources = owner_sources_new();

		if (!owner_holds_pointer(callee->unit,
				callee->fn->locals[i].type) ||
		    is_sink(b->graph->rules, call->callee, i))
			continue;
		owner_sources(b, owner_arg(call, i), false, sources);
		if (sources->len)
			owner_connect(b, sources, owner_param_node(b->graph, callee,
							     i),
				OWNER_ENTER, at);
		if (!callee->fn->in_main_file)
			build_callbacks(b, at, i, sources);
	}
	enter_variadic(b, at, callee);
	if (at->insn->dst != IR_NONE) {
		struct owner_edge edge = {
			.from = owner_return_node(b->graph, callee),
			.to = owner_result_node(b, at), .flow = OWNER_LEAVE,
			.at = *at, .record = owner_record(callee->unit,
							  callee->fn->result) };

		owner_edge_add(b->graph, &edge);
	}
}

/* What is freed is not the argument, but what lies at that address: the
 * variable of a cleanup attribute, the pointers of an array. */
static bool is_freed_from(const struct owner_build *b,
			  const struct ir_call *call, guint arg)
{
	const struct free_fn *row = owner_free_row(b->graph->rules, call);

	return row && (call->is_implicit || row->arg == arg + 1);
}

/* A call that is not looked into. */
void owner_build_use(struct owner_build *b, const struct code_ref *at,
		     const char *function, bool is_kept)
{
	const struct ir_call *call = at->insn->call;

	for (guint i = 0; i < call->n_args; i++) {
		struct owner_use use = { .at = *at, .arg = i,
					 .callback = G_MAXUINT,
					 .function = function };
		g_autoptr(GArray) sources = owner_sources_new();

		owner_sources(b, owner_arg(call, i), false, sources);
		for (guint k = 0; k < sources->len && !is_kept; k++) {
			const struct owner_source *source =
				&g_array_index(sources, struct owner_source,
					       k);

			use.offset_bytes = source->offset_bytes;
			use.kind = source->is_place &&
				   !is_freed_from(b, call, i) ?
				   OWNER_USE_HELD : OWNER_USE_CALL;
			owner_use_add(b->graph, source->node, &use);
		}
		for (guint k = 0; is_number(b, owner_arg(call, i)) &&
		     k < sources->len; k++)
			g_array_index(sources, struct owner_source,
				      k).is_number = true;
		build_callbacks(b, at, i, sources);
	}
	build_result_callbacks(b, at);
}

/* Not looked into, be its body in the program. */
static bool is_opaque(const struct owner_build *b, const struct ir_call *call)
{
	const struct rulebase *rules = b->graph->rules;

	return owner_free_row(rules, call) ||
	       rulebase_allocator_as(rules, call->callee, call->written) ||
	       is_sink(rules, call->callee, G_MAXUINT) ||
	       rulebase_word(rules, "vmalloc_test", call->callee) ||
	       rulebase_word(rules, "slab_test", call->callee) ||
	       rulebase_helper(rules, call->callee);
}

static void note_link_free(struct owner_build *b, const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	const struct free_fn *row = owner_free_row(b->graph->rules, call);
	const struct ir_insn *freed = row && !call->is_implicit &&
		row->arg <= call->n_args ?
		owner_origin(b, owner_arg(call, row->arg - 1)) : NULL;
	struct owner_link_free entry = { *at, freed && !row->is_rcu ?
		owner_record(b->unit, freed->type) : NULL };

	if (entry.record && rulebase_word(b->graph->rules, "container.links",
					  entry.record))
		g_array_append_val(b->graph->link_frees, entry);
}

/* Only for one of its arguments a rule says what becomes of it. */
static bool is_sink_alone(const struct owner_build *b,
			  const struct ir_call *call)
{
	const struct rulebase *rules = b->graph->rules;

	return is_sink(rules, call->callee, G_MAXUINT) && !owner_free_row(rules, call) &&
	       !rulebase_allocator_as(rules, call->callee, call->written) &&
	       !rulebase_helper(rules, call->callee);
}

static void build_call(struct owner_build *b, const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	struct function_ref *callee = program_function(b->graph->db,
			call->callee_key ? call->callee_key : call->callee);
	bool is_kept;

	if (!call->callee) {
		owner_build_indirect(b, at);
		return;
	}
	if (!strcmp(call->callee, NEXT_ARGUMENT)) {
		build_next_argument(b, at);
		return;
	}
	note_link_free(b, at);
	owner_build_copy(b, at);
	owner_build_handle(b, at);
	is_kept = owner_build_container(b, at);
	if (!callee && !is_kept && !is_opaque(b, call) &&
	    !rulebase_word(b->graph->rules, "calls.pure", call->callee))
		owner_build_family(b, at);
	if (!callee || is_kept || is_opaque(b, call))
		owner_build_use(b, at, NULL, is_kept);
	if (callee && !is_kept &&
	    (!is_opaque(b, call) || is_sink_alone(b, call)))
		owner_enter(b, at, callee);
}

static void build_return(struct owner_build *b, guint32 number)
{
	const struct ir_block *block = ir_block(b->fn, number);
	struct code_ref at = { b->ref, NULL, number, block->n_insns };
	g_autoptr(GArray) sources = owner_sources_new();

	if (!owner_holds_pointer(b->unit, b->fn->result))
		return;
	owner_sources(b, block->value, false, sources);
	if (sources->len)
		owner_connect(b, sources, owner_return_node(b->graph, b->ref),
			OWNER_COPY, &at);
}

static void build_function(struct owner_graph *graph, struct function_ref *ref)
{
	struct owner_build b;

	owner_build_init(&b, graph, ref);
	for (guint k = 0; k < ref->fn->n_blocks; k++) {
		const struct ir_block *block = ir_block(ref->fn, k);

		if (b.flow->position[k] == IR_NONE)
			continue;
		for (guint i = 0; i < block->n_insns; i++) {
			struct code_ref at = { ref,
				&block->insns[i], k, i };

			if (at.insn->op == IR_STORE)
				build_store(&b, &at);
			else if (at.insn->op == IR_CALL)
				build_call(&b, &at);
			else if (at.insn->op == IR_ASM)
				owner_build_asm(&b, &at);
			else if (at.insn->op == IR_AND)
				owner_build_mask(&b, &at);
		}
		if (block->term == IR_RETURN && block->value != IR_NONE)
			build_return(&b, k);
	}
	owner_build_release(&b);
}

static void add_units(const struct owner_graph *graph, const GArray *edges,
		      GHashTable *units)
{
	for (guint i = 0; edges && i < edges->len; i++) {
		const struct function_ref *function =
			owner_edge(graph, g_array_index(edges, guint32,
							i))->at.function;

		if (function)
			g_hash_table_add(units, (gpointer)function->unit);
	}
}

static void mark_carrier(const struct owner_graph *graph,
			 struct owner_node *node)
{
	g_autoptr(GHashTable) units = NULL;

	if (node->kind != OWNER_FIELD || node->record)
		return;
	units = g_hash_table_new(NULL, NULL);
	add_units(graph, node->in, units);
	add_units(graph, node->out, units);
	node->is_carrier = g_hash_table_size(units) > MAX_CARRIED;
}

void owner_graph_build(struct owner_graph *graph)
{
	for (guint i = 0; i < graph->db->ordered->len; i++)
		build_function(graph, program_visit(graph->db, i));
	for (guint i = 0; i < graph->db->units->len; i++)
		owner_build_inits(graph, graph->db->units->pdata[i]);
	owner_connect_objects(graph);
	owner_connect_handles(graph);
	for (guint32 i = 0; i < graph->nodes->len; i++)
		mark_carrier(graph, owner_node(graph, i));
}
