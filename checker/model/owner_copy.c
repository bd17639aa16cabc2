// SPDX-License-Identifier: GPL-2.0-only
/* Pointers that are copied with the memory they stand in: memcpy() of a table
 * of them, of a pointer to bytes and back, kmemdup(). */
#include <string.h>

#include "model/owner_build.h"

static const struct ir_type *pointed_type(const struct owner_build *b,
					  guint32 temp)
{
	const struct ir_insn *insn = owner_origin(b, temp);
	const struct ir_type *t = insn ? ir_type(b->unit, insn->type) : NULL;

	if (!t || t->kind != IR_PTR || t->elem == IR_NONE)
		return NULL;
	t = ir_type(b->unit, t->elem);
	while (t->kind == IR_ARRAY && t->elem != IR_NONE)
		t = ir_type(b->unit, t->elem);
	return t;
}

static bool points_to(const struct owner_build *b, guint32 temp,
		      enum ir_type_kind kind)
{
	const struct ir_type *t = pointed_type(b, temp);

	return t && t->kind == kind;
}

/* Pointers that are copied into a record are read by its fields' names, which
 * do not tell where they came from. */
static void copied_to(struct owner_build *b, guint32 temp, GArray *places)
{
	guint32 lost = owner_lost_node(b->graph);

	if (points_to(b, temp, IR_RECORD))
		g_array_append_val(places, lost);
	else
		owner_places(b, temp, places);
}

static void copy(struct owner_build *b, const struct code_ref *at, guint32 to,
		 guint32 from)
{
	g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) sources = g_array_new(FALSE, FALSE, sizeof(guint32));

	/* records are told by their fields, bytes hold no pointers */
	if (points_to(b, from, IR_RECORD) ||
	    (!points_to(b, to, IR_PTR) && !points_to(b, from, IR_PTR)))
		return;
	copied_to(b, to, targets);
	owner_places(b, from, sources);
	for (guint i = 0; i < targets->len; i++) {
		struct owner_edge edge = { .flow = OWNER_HEAP, .at = *at };

		edge.to = g_array_index(targets, guint32, i);
		/* bytes that a pointer is copied to hold one */
		owner_node(b->graph, edge.to)->holds_none = false;
		for (guint k = 0; k < sources->len; k++) {
			edge.from = g_array_index(sources, guint32, k);
			owner_edge_add(b->graph, &edge);
		}
	}
}

void owner_build_copy(struct owner_build *b, const struct code_ref *at)
{
	const struct rulebase *rules = b->graph->rules;
	const struct ir_call *call = at->insn->call;
	const struct helper *helper = rulebase_helper(rules, call->callee);
	const struct allocator *row =
		rulebase_allocator_as(rules, call->callee, call->written);

	if (helper && !strcmp(helper->effect, "memcpy") && call->n_args >= 2)
		copy(b, at, owner_arg(call, 0), owner_arg(call, 1));
	else if (row && row->source_arg && row->source_arg <= call->n_args &&
		 at->insn->dst != IR_NONE)
		copy(b, at, at->insn->dst,
		     owner_arg(call, row->source_arg - 1));
}
