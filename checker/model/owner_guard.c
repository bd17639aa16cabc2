// SPDX-License-Identifier: GPL-2.0-only
/* What tests of the pointer say where memory is freed. */
#include <string.h>

#include "ir/graph.h"
#include "model/ownership.h"

/* `value` is true iff a test of the pointer is (or, inverted, is not). */
static const struct ir_insn *tested_call(const struct owner_graph *graph,
					 const struct ir_function *fn,
					 guint32 value, bool *is_inverted)
{
	const struct ir_insn *insn = ir_origin(fn, value);
	const struct ir_insn *zero;

	while (insn && (insn->op == IR_EQ || insn->op == IR_NE)) {
		zero = ir_origin(fn, insn->b);
		if (!zero || zero->op != IR_CONST || zero->imm)
			return NULL;
		*is_inverted ^= insn->op == IR_EQ;
		insn = ir_origin(fn, insn->a);
	}
	return insn && insn->op == IR_CALL && insn->call->callee &&
	       rulebase_word(graph->rules, "vmalloc_test",
			     insn->call->callee) ? insn : NULL;
}

static bool share_node(const struct owner_graph *graph,
		       const struct ir_insn *a, const struct ir_insn *b)
{
	const GArray *la = g_hash_table_lookup(graph->users, a);
	const GArray *lb = g_hash_table_lookup(graph->users, b);

	for (guint i = 0; la && lb && i < la->len; i++)
		for (guint k = 0; k < lb->len; k++)
			if (g_array_index(la, guint32, i) ==
			    g_array_index(lb, guint32, k))
				return true;
	return false;
}

/* Does every way to `block` leave `from` by its successor number `side`? */
static bool comes_by(const struct ir_graph *flow, const struct ir_block *from,
		     guint side, guint32 block)
{
	guint32 to = g_array_index(from->targets, guint32, side);
	guint32 other = g_array_index(from->targets, guint32, !side);

	return to != other &&
	       flow->first_pred[to + 1] - flow->first_pred[to] == 1 &&
	       ir_graph_dominates(flow, to, block);
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
		test = tested_call(graph, fn, from->value, &is_inverted);
		if (!test || !share_node(graph, test, at->insn))
			continue;
		if (comes_by(flow, from, is_inverted, at->block))
			guard = GUARD_VMALLOC;
		else if (comes_by(flow, from, !is_inverted, at->block))
			guard = GUARD_KMALLOC;
	}
	ir_graph_free(flow);
	return guard;
}
