// SPDX-License-Identifier: GPL-2.0-only
/* What tests of the pointer say where memory is freed. */
#include <string.h>

#include "ir/graph.h"
#include "ir/walk.h"
#include "model/ownership.h"

/* What a flag that is set once holds: that value; else the load of it. */
static const struct ir_insn *kept_value(const struct function_ref *ref,
					const struct ir_insn *load)
{
	const struct ir_function *fn = ref->fn;
	guint32 local = ir_read_local(fn, load);
	const struct ir_insn *store, *value;

	if (local == IR_NONE || local < fn->n_params ||
	    ir_type(ref->unit, load->type)->kind != IR_INT)
		return load;
	store = ir_only_store(fn, local);
	value = store ? ir_origin(fn, store->b) : NULL;
	return value && value->op != IR_LOAD ? value : load;
}

/* What is tested: `value` is true iff that is not 0 (or, inverted, is). */
static const struct ir_insn *tested(const struct function_ref *ref,
				    guint32 value, bool *is_inverted)
{
	const struct ir_function *fn = ref->fn;
	const struct ir_insn *insn = kept_value(ref, ir_origin(fn, value));
	const struct ir_insn *zero;

	while (insn && (insn->op == IR_EQ || insn->op == IR_NE)) {
		zero = ir_origin(fn, insn->b);
		if (!zero || zero->op != IR_CONST || zero->imm)
			return NULL;
		*is_inverted ^= insn->op == IR_EQ;
		insn = kept_value(ref, ir_origin(fn, insn->a));
	}
	return insn;
}

/* A call that asks of what kind its argument is. */
static bool is_kind_test(const struct owner_graph *graph,
			 const struct ir_insn *insn, bool *is_inverted)
{
	const char *callee = insn->op == IR_CALL ? insn->call->callee : NULL;
	bool is_slab_test = callee && rulebase_word(graph->rules,
						    "slab_test", callee);

	*is_inverted ^= is_slab_test;
	return is_slab_test || (callee && rulebase_word(graph->rules,
							"vmalloc_test", callee));
}

/* Is the local handed to the call at `at`? */
static bool gets_local(const struct code_ref *at, guint32 local)
{
	const struct ir_function *fn = at->function->fn;
	const struct ir_call *call = at->insn->call;

	for (guint i = 0; call && i < call->n_args; i++)
		if (ir_read_local(fn, ir_origin(fn, call->args[i])) == local)
			return true;
	return false;
}

/* Is anything stored in the local from `block` on? */
static bool is_set_again(const struct ir_function *fn,
			 const struct ir_graph *flow, guint32 block,
			 guint32 local)
{
	const struct ir_insn *insn;

	ir_for_each_insn(fn, walk, insn) {
		const struct ir_insn *to = insn->op == IR_STORE ?
					   ir_origin(fn, insn->a) : NULL;

		if (to && to->op == IR_ADDR_LOCAL && to->imm == local &&
		    flow->position[walk.block] != IR_NONE &&
		    ir_graph_dominates(flow, block, walk.block))
			return true;
	}
	return false;
}

static bool node_is_used(const struct owner_graph *graph, guint32 node,
			 const struct ir_insn *call)
{
	const GArray *nodes = g_hash_table_lookup(graph->users, call);

	for (guint i = 0; nodes && i < nodes->len; i++)
		if (g_array_index(nodes, guint32, i) == node)
			return true;
	return false;
}

static bool share_node(const struct owner_graph *graph,
		       const struct ir_insn *a, const struct ir_insn *b)
{
	const GArray *nodes = g_hash_table_lookup(graph->users, a);

	for (guint i = 0; nodes && i < nodes->len; i++)
		if (node_is_used(graph, g_array_index(nodes, guint32, i), b))
			return true;
	return false;
}

/* The argument of a call is the parameter that a test in the callee asks. */
static bool passes_node(const struct owner_graph *graph,
			const struct ir_insn *call, const struct ir_insn *test,
			const struct ir_insn *freed)
{
	const GArray *nodes = g_hash_table_lookup(graph->users, freed);

	for (guint i = 0; nodes && i < nodes->len; i++) {
		const GArray *out = owner_node(graph,
			g_array_index(nodes, guint32, i))->out;

		for (guint k = 0; out && k < out->len; k++) {
			const struct owner_edge *edge = owner_edge(graph,
				g_array_index(out, guint32, k));

			if (edge->at.insn == call &&
			    node_is_used(graph, edge->to, test))
				return true;
		}
	}
	return false;
}

/* bool is_large(p) { return is_vmalloc_addr(p); }: the test in it. */
static const struct ir_insn *test_within(const struct owner_graph *graph,
					 const struct ir_insn *call,
					 bool *is_inverted)
{
	const struct function_ref *ref = call->op == IR_CALL &&
		call->call->callee ? program_function(graph->db,
			call->call->callee_key ?: call->call->callee) : NULL;
	guint32 value = IR_NONE;

	for (guint32 k = 0; ref && k < ref->fn->n_blocks; k++) {
		const struct ir_block *block = ir_block(ref->fn, k);

		if (block->term != IR_RETURN)
			continue;
		if (value != IR_NONE)
			return NULL;
		value = block->value;
	}
	return value == IR_NONE ? NULL : tested(ref, value, is_inverted);
}

/* Does what is tested say of what kind the memory at `at` is? */
static bool tests_kind(const struct owner_graph *graph,
		       const struct ir_insn *test, const struct code_ref *at,
		       bool *is_inverted)
{
	const struct ir_insn *within;

	if (is_kind_test(graph, test, is_inverted))
		return share_node(graph, test, at->insn);
	within = test_within(graph, test, is_inverted);
	return within && is_kind_test(graph, within, is_inverted) &&
	       passes_node(graph, test, within, at->insn);
}

/* Does every way to `block` leave `from` by its successor number `side`? */
static bool comes_by(const struct ir_graph *flow, const struct ir_block *from,
		     guint side, guint32 block)
{
	guint32 to = from->targets[side];
	guint32 other = from->targets[!side];

	return to != other &&
	       flow->first_pred[to + 1] - flow->first_pred[to] == 1 &&
	       ir_graph_dominates(flow, to, block);
}

/* Is what the call gets NULL, as the branch at the end of `from` says? */
static bool is_null_there(const struct code_ref *at,
			  const struct ir_graph *flow,
			  const struct ir_block *from,
			  const struct ir_insn *test, bool is_inverted)
{
	const struct ir_function *fn = at->function->fn;
	guint32 local = ir_read_local(fn, test);

	return local != IR_NONE && gets_local(at, local) &&
	       comes_by(flow, from, !is_inverted, at->block) &&
	       !is_set_again(fn, flow, from->targets[!is_inverted], local);
}

enum owner_guard owner_guard(const struct owner_graph *graph,
			     const struct code_ref *at)
{
	const struct ir_function *fn = at->function->fn;
	struct ir_graph *flow = ir_graph_new(fn);
	enum owner_guard guard = GUARD_NONE;
	guint32 block = at->block;

	while (guard == GUARD_NONE && block != 0 &&
	       flow->position[block] != IR_NONE) {
		const struct ir_block *from;
		const struct ir_insn *test;
		bool is_inverted = false;

		block = flow->idom[block];
		from = ir_block(fn, block);
		if (from->term != IR_BRANCH)
			continue;
		test = tested(at->function, from->value, &is_inverted);
		if (test && is_null_there(at, flow, from, test, is_inverted))
			guard = GUARD_KMALLOC;
		if (!test || !tests_kind(graph, test, at, &is_inverted))
			continue;
		if (comes_by(flow, from, is_inverted, at->block))
			guard = GUARD_VMALLOC;
		else if (comes_by(flow, from, !is_inverted, at->block))
			guard = GUARD_KMALLOC;
	}
	ir_graph_free(flow);
	return guard;
}
