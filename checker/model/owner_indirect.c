// SPDX-License-Identifier: GPL-2.0-only
/* Calls through a pointer: of a table, a field, a variable, a parameter. */
#include "model/owner_build.h"

/* A pointer that may be any of more functions than this is not followed. */
#define MAX_TARGETS 24

/* A free function that the pointer which is called may be; rather one that
 * does not take vmalloc memory. */
static const char *free_called(const struct owner_build *b,
			       const struct code_ref *at)
{
	const struct rulebase *rules = b->graph->rules;
	g_autoptr(GArray) named = owner_called(b->graph->db, b->ref,
					       at->insn->call->target);
	const char *found = NULL;

	for (guint i = 0; i < named->len; i++) {
		const char *key = g_array_index(named, struct owner_named,
						i).key;
		const struct free_fn *row = owner_free_function(rules, key);

		if (row && (!found || !row->takes_vmalloc))
			found = ir_intern(key);
	}
	return found;
}

/* A parameter is called: the function that each caller passes. */
static const struct ir_insn *passed_function(const struct code_ref *caller,
					     guint32 param)
{
	const struct ir_call *call = caller->insn->call;
	const struct ir_insn *value = param < call->n_args ?
		ir_origin(caller->function->fn, owner_arg(call, param)) :
		NULL;

	return value && value->op == IR_ADDR_FUNC ? value : NULL;
}

/* What an argument may be. In an inline function of a header without what its
 * callers gave it: that, the call itself says who gets (build_call). */
static GArray *passed_on(struct owner_build *b, const struct ir_call *call,
			 guint i)
{
	GArray *sources = owner_sources_new();

	owner_sources(b, owner_arg(call, i), false, sources);
	for (guint k = sources->len; !b->fn->in_main_file && k-- > 0;) {
		const struct owner_node *node = owner_node(b->graph,
			g_array_index(sources, struct owner_source, k).node);

		if (node->kind == OWNER_DEF && !node->at.insn)
			g_array_remove_index(sources, k);
	}
	return sources;
}

/* The arguments go to a free function that a caller passed. */
static void free_passed(struct owner_build *b, const struct code_ref *at,
			const struct code_ref *caller, guint32 param,
			const char *key)
{
	const struct ir_call *call = at->insn->call;
	struct owner_use use = { .at = *caller, .arg = G_MAXUINT,
				 .callback = param,
				 .function = ir_intern(key) };

	for (guint i = 0; i < call->n_args; i++) {
		g_autoptr(GArray) sources = passed_on(b, call, i);

		for (guint k = 0; k < sources->len; k++) {
			const struct owner_source *source =
				&g_array_index(sources, struct owner_source,
					       k);

			use.offset_bytes = source->offset_bytes;
			if (!source->is_place)
				owner_use_add(b->graph, source->node, &use);
		}
	}
}

/* What an inline function of a header took from memory goes to the function
 * that it got: ptr_ring_cleanup(ring, destroy). */
static void enter_passed(struct owner_build *b, const struct code_ref *at,
			 struct function_ref *callee)
{
	const struct ir_call *call = at->insn->call;

	for (guint i = 0; i < call->n_args && i < callee->fn->n_params; i++) {
		g_autoptr(GArray) sources = passed_on(b, call, i);

		owner_connect(b, sources,
			      owner_param_node(b->graph, callee, i),
			      OWNER_HEAP, at);
	}
}

/* A function of the program may be called there. */
static void add_caller(struct owner_build *b, struct function_ref *callee,
		       const struct code_ref *at,
		       const struct code_ref *passing)
{
	GArray *list = g_hash_table_lookup(b->graph->called_from, callee);
	struct owner_caller caller = { .at = *at };

	if (passing)
		caller.passing = *passing;
	if (!list) {
		list = g_array_new(FALSE, FALSE, sizeof(caller));
		g_hash_table_insert(b->graph->called_from, callee, list);
	}
	g_array_append_val(list, caller);
}

/* False if it is not a parameter, or some caller passes what is not known. */
static bool build_parameter_call(struct owner_build *b,
				 const struct code_ref *at,
				 const struct ir_insn *target)
{
	const struct ir_insn *address = target && target->op == IR_LOAD ?
					owner_origin(b, target->a) : NULL;
	const GArray *callers = b->ref->callers;
	bool is_known = true;
	guint32 param;

	if (!address || address->op != IR_ADDR_LOCAL ||
	    address->imm >= b->fn->n_params || !callers->len)
		return false;
	param = (guint32)address->imm;
	for (guint i = 0; i < callers->len; i++) {
		const struct code_ref *caller = &g_array_index(callers,
						struct code_ref, i);
		const struct ir_insn *passed = passed_function(caller, param);
		struct function_ref *ref = passed ?
			program_function(b->graph->db, passed->str) : NULL;

		is_known &= passed != NULL;
		if (ref)
			add_caller(b, ref, at, caller);
	}
	for (guint i = 0; is_known && i < callers->len; i++) {
		const struct code_ref *caller = &g_array_index(callers,
						struct code_ref, i);
		const char *key = passed_function(caller, param)->str;
		struct function_ref *ref = program_function(b->graph->db,
							    key);

		if (ref && b->fn->in_main_file)
			owner_enter(b, at, ref);
		else if (ref)
			enter_passed(b, at, ref);
		else
			free_passed(b, at, caller, param, key);
	}
	return is_known;
}

void owner_build_indirect(struct owner_build *b, const struct code_ref *at)
{
	const struct ir_insn *target = owner_origin(b, at->insn->call->target);
	const GPtrArray *targets = program_targets(b->graph->db, b->ref,
						   target);
	const char *frees = free_called(b, at);

	if (target && target->op == IR_ADDR_FUNC &&
	    program_function(b->graph->db, target->str)) {
		owner_enter(b, at, program_function(b->graph->db, target->str));
		return;
	}
	if (build_parameter_call(b, at, target))
		return;
	if (frees || !targets || targets->len > MAX_TARGETS)
		owner_build_use(b, at, frees, false);
	for (guint i = 0; targets && targets->len <= MAX_TARGETS &&
	     i < targets->len; i++) {
		owner_enter(b, at, targets->pdata[i]);
		add_caller(b, targets->pdata[i], at, NULL);
	}
}
