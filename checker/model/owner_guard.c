// SPDX-License-Identifier: GPL-2.0-only
/* What is known of the place where memory is freed: tests of the pointer that
 * lead there, and sections that may not sleep. */
#include <string.h>

#include "ir/graph.h"
#include "model/ownership.h"

/* Callers of callers that are looked at for a lock held. */
#define MAX_CALLERS 5

struct context_walk {
	const struct owner_graph *graph;
	GHashTable *functions;		/* seen */
	struct code_ref *entered;
};

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

static bool has_word(char *const *words, const char *word)
{
	for (; words && *words; words++)
		if (!strcmp(*words, word))
			return true;
	return false;
}

/* The first context row (below 64) that a callee enters, or leaves. */
static guint64 rows_of(const struct rulebase *rules, const char *callee,
		       bool is_enter)
{
	guint64 mask = 0;

	for (guint i = 0; callee && i < rules->contexts->len && i < 64; i++) {
		const struct context_fn *row = rules->contexts->pdata[i];

		if (has_word(is_enter ? row->enter : row->leave, callee))
			mask |= 1ULL << i;
	}
	return mask;
}

struct back_state {
	guint32 block, index;
	guint64 left;		/* rows whose end was passed, going back */
};

/* Go back through one block. A bit: a section that is entered there and still
 * open at the end. */
static guint64 back_block(const struct rulebase *rules,
			  const struct ir_block *block,
			  struct back_state *state, const struct ir_insn **at)
{
	for (guint i = MIN(state->index, block->insns->len); i-- > 0;) {
		const struct ir_insn *insn =
			&g_array_index(block->insns, struct ir_insn, i);
		guint64 enters, leaves;

		if (insn->op != IR_CALL)
			continue;
		leaves = rows_of(rules, insn->call->callee, false);
		enters = rows_of(rules, insn->call->callee, true);
		if (enters & ~state->left) {
			*at = insn;
			return enters & ~state->left;
		}
		state->left &= ~enters;
		state->left |= leaves;
	}
	return 0;
}

/* A section of this function that is open at a place. *left: the sections that
 * are ended on the way to there; then, those that every way from the entry
 * ends, so that they cannot have been entered by a caller. */
static const struct context_fn *open_section(const struct owner_graph *graph,
					     const struct code_ref *at,
					     guint64 *left,
					     struct code_ref *entered)
{
	const struct ir_function *fn = at->function->fn;
	struct ir_graph *flow = ir_graph_new(fn);
	g_autoptr(GArray) work = g_array_new(FALSE, FALSE,
					     sizeof(struct back_state));
	g_autofree guint64 *seen = g_new0(guint64, fn->blocks->len);
	g_autofree bool *was_seen = g_new0(bool, fn->blocks->len);
	struct back_state first = { at->block, at->index, *left };
	const struct context_fn *found = NULL;
	guint64 at_entry = G_MAXUINT64;

	g_array_append_val(work, first);
	for (guint i = 0; i < work->len && !found; i++) {
		struct back_state state = g_array_index(work,
							struct back_state, i);
		const struct ir_insn *insn = NULL;
		guint64 open = back_block(graph->rules,
					  ir_block(fn, state.block), &state,
					  &insn);

		if (open) {
			found = graph->rules->contexts->pdata[
					__builtin_ctzll(open)];
			*entered = (struct code_ref){ at->function, insn,
						      state.block, 0 };
			break;
		}
		if (state.block == 0)
			at_entry &= state.left;
		for (guint k = flow->first_pred[state.block];
		     k < flow->first_pred[state.block + 1]; k++) {
			struct back_state next = { flow->preds[k], G_MAXUINT32,
						   state.left };

			if (was_seen[next.block] &&
			    !(seen[next.block] & ~next.left))
				continue;
			seen[next.block] = was_seen[next.block] ?
				seen[next.block] & next.left : next.left;
			was_seen[next.block] = true;
			g_array_append_val(work, next);
		}
	}
	ir_graph_free(flow);
	*left = at_entry;
	return found;
}

static bool names_field(const struct context_fn *row, const char *identity)
{
	const char *at = strchr(identity, '@'), *dot = strrchr(identity, '.');
	g_autofree char *record = NULL;
	g_auto(GStrv) fields = NULL;

	if (!row->record || !row->field || !at || !dot || dot < at)
		return false;
	record = g_strdup_printf("struct %.*s", (int)(at - identity),
				 identity);
	if (strcmp(row->record, record))
		return false;
	fields = g_strsplit_set(row->field, " \t\n", -1);
	return has_word(fields, dot + 1);
}

/* A function that is handed to the core and takes a pointer to the record
 * that the row names. */
static bool takes_record(const struct owner_graph *graph,
			 const struct context_fn *row,
			 const struct function_ref *ref)
{
	const struct ir_type *type;

	if (!row->record || !ref->handed_to->len || !ref->fn->n_params ||
	    rulebase_word(graph->rules, "context.vfree_defers", row->name))
		return false;
	type = ir_type(ref->unit, g_array_index(ref->fn->locals,
						struct ir_local, 0).type);
	if (type->kind != IR_PTR || type->elem == IR_NONE)
		return false;
	type = ir_type(ref->unit, type->elem);
	return type->kind == IR_RECORD &&
	       !strcmp(ir_record(ref->unit, type->record)->name, row->record);
}

/* The function stands in a field whose functions run where none may sleep. */
static const struct context_fn *callback_context(
					const struct owner_graph *graph,
					const struct function_ref *ref)
{
	for (guint i = 0; i < graph->rules->contexts->len; i++) {
		const struct context_fn *row =
			graph->rules->contexts->pdata[i];

		if (takes_record(graph, row, ref))
			return row;
		for (guint k = 0; k < ref->handed->len; k++)
			if (names_field(row, ref->handed->pdata[k]))
				return row;
	}
	return NULL;
}

static const struct context_fn *context_at(struct context_walk *w,
					   const struct code_ref *at,
					   guint64 left, guint depth)
{
	struct function_ref *ref = at->function;
	const struct context_fn *row = open_section(w->graph, at, &left,
						    w->entered);

	if (row)
		return row;
	if (depth >= MAX_CALLERS || !g_hash_table_add(w->functions, ref))
		return NULL;
	row = callback_context(w->graph, ref);
	if (row) {
		*w->entered = (struct code_ref){ .function = ref,
						 .block = G_MAXUINT32 };
		return row;
	}
	for (guint i = 0; i < ref->callers->len && !row; i++)
		row = context_at(w, &g_array_index(ref->callers,
						   struct code_ref, i),
				 left, depth + 1);
	return row;
}

const struct context_fn *owner_context(const struct owner_graph *graph,
				       const struct code_ref *at,
				       struct code_ref *entered)
{
	g_autoptr(GHashTable) functions = g_hash_table_new(NULL, NULL);
	struct context_walk w = { graph, functions, entered };

	return context_at(&w, at, 0, 0);
}
