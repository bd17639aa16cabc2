// SPDX-License-Identifier: GPL-2.0-only
/* xchg(), RELOC_HIDE(), this_cpu_write(): pointers go through asm. */
#include "model/owner_build.h"

static void add_args(GHashTable *used, const struct ir_call *call)
{
	for (guint i = 0; call && i < call->n_args; i++)
		g_hash_table_add(used, GUINT_TO_POINTER(call->args[i]));
}

/* Values that are read right before an asm and by nothing else: its inputs,
 * as the front end lowers them. The addresses that it writes to are none. */
static void find_inputs(struct owner_build *b, const struct code_ref *at,
			GArray *inputs)
{
	const struct ir_block *block = ir_block(b->fn, at->block);
	g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);

	add_args(used, at->insn->call);
	for (guint i = at->index; i-- > 0;) {
		const struct ir_insn *insn = &block->insns[i];

		if (insn->op == IR_ASM || insn->op == IR_STORE ||
		    insn->dst == IR_NONE)
			break;
		if (!g_hash_table_contains(used, GUINT_TO_POINTER(insn->dst)) &&
		    owner_holds_pointer(b->unit, insn->type))
			g_array_append_val(inputs, insn->dst);
		g_hash_table_add(used, GUINT_TO_POINTER(insn->a));
		g_hash_table_add(used, GUINT_TO_POINTER(insn->b));
		add_args(used, insn->call);
	}
}

static void connect_places(struct owner_build *b, const struct code_ref *at,
			   const GArray *places)
{
	for (guint i = 0; i < places->len; i++) {
		for (guint k = 0; k < places->len; k++) {
			struct owner_edge edge = {
				.from = g_array_index(places, guint32, i),
				.to = g_array_index(places, guint32, k),
				.flow = OWNER_HEAP, .at = *at };

			owner_edge_add(b->graph, &edge);
		}
	}
}

/* A local that is too small for a pointer gets none. */
static bool may_hold(const struct owner_build *b, guint32 place)
{
	const struct owner_node *node = owner_node(b->graph, place);

	return node->kind != OWNER_LOCAL ||
	       owner_holds_pointer(b->unit, b->fn->locals[node->local].type);
}

void owner_build_asm(struct owner_build *b, const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) inputs = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) sources = owner_sources_new();

	for (guint i = 0; call && i < call->n_args; i++)
		owner_places(b, call->args[i], places);
	connect_places(b, at, places);
	find_inputs(b, at, inputs);
	for (guint i = 0; i < inputs->len; i++)
		owner_sources(b, g_array_index(inputs, guint32, i), false,
			      sources);
	for (guint i = 0; i < places->len; i++) {
		guint32 place = g_array_index(places, guint32, i);

		if (may_hold(b, place))
			owner_connect(b, sources, place, OWNER_HEAP, at);
	}
}
