// SPDX-License-Identifier: GPL-2.0-only
/* Statements but switch, for and asm. */
#include "front/lower.h"

static bool is_statement_kind(enum CXCursorKind kind)
{
	return (clang_isStatement(kind) || kind == CXCursor_UnexposedStmt) &&
	       kind != CXCursor_StmtExpr;
}

static enum CXChildVisitResult count_statement(CXCursor cursor,
					       CXCursor parent,
					       CXClientData data)
{
	struct lower *l = data;

	(void)parent;
	if (is_statement_kind(cursor_kind(cursor)))
		l->fn->n_statements++;
	return CXChildVisit_Recurse;
}

/* `subtree` itself is not counted. */
void lower_count_unlowered(struct lower *l, CXCursor subtree)
{
	clang_visitChildren(subtree, count_statement, l);
}

static void lower_children(struct lower *l, CXCursor compound)
{
	autocursors children = { 0 };

	cursors_of(&children, compound);
	for (guint i = 0; i < children.n; i++)
		lower_statement(l, children.at[i]);
}

static void lower_compound(struct lower *l, CXCursor statement)
{
	scope_enter(l);
	lower_children(l, statement);
	scope_leave(l);
}

static void lower_if(struct lower *l, CXCursor statement)
{
	guint32 yes = build_block(l), no = build_block(l), join;
	autocursors children = { 0 };

	cursors_of(&children, statement);
	if (children.n < 2 || children.n > 3) {
		build_incomplete(l, "if statement of unknown form");
		return;
	}
	join = children.n == 3 ? build_block(l) : no;
	lower_condition(l, children.at[0], yes, no);
	build_enter(l, yes);
	lower_statement(l, children.at[1]);
	build_jump(l, join);
	if (children.n == 3) {
		build_enter(l, no);
		lower_statement(l, children.at[2]);
		build_jump(l, join);
	}
	build_enter(l, join);
}

/* do { } while (0), as macros have it, is no loop: a way back that is never
 * taken would make one of it. */
static void end_only_turn(struct lower *l, guint32 test, guint32 end)
{
	struct ir_block *block = ir_block(l->fn, test);
	const struct ir_insn *insn = block->n_insns ?
		ir_insn(block, block->n_insns - 1) : NULL;

	if (block->term != IR_BRANCH || !insn || insn->op != IR_CONST ||
	    insn->dst != block->value || insn->imm ||
	    insn->atom != IR_ATOM_NONE)
		return;
	block->term = IR_JUMP;
	block->value = IR_NONE;
	block->targets[0] = end;
	block->n_targets = 1;
	block->n_insns--;
}

static void lower_while(struct lower *l, CXCursor statement, bool is_do)
{
	guint32 test = build_block(l), body = build_block(l);
	guint32 end = build_block(l);
	struct jump_target on_break = l->on_break;
	struct jump_target on_continue = l->on_continue;
	autocursors children = { 0 };

	cursors_of(&children, statement);
	if (children.n != 2) {
		build_incomplete(l, "loop of unknown form");
		return;
	}
	l->on_break = (struct jump_target){ end, l->scope };
	l->on_continue = (struct jump_target){ test, l->scope };
	build_jump(l, is_do ? body : test);
	if (!is_do) {
		build_enter(l, test);
		lower_condition(l, children.at[0], body, end);
	}
	build_enter(l, body);
	lower_statement(l, children.at[is_do ? 0 : 1]);
	build_jump(l, test);
	if (is_do) {
		build_enter(l, test);
		lower_condition(l, children.at[1], body, end);
		end_only_turn(l, test, end);
	}
	build_enter(l, end);
	l->on_break = on_break;
	l->on_continue = on_continue;
}

static void lower_jump(struct lower *l, const struct jump_target *target)
{
	if (target->block == IR_NONE) {
		build_incomplete(l, "break or continue outside a loop");
		return;
	}
	scope_emit_cleanups(l, target->scope);
	build_jump(l, target->block);
}

static void lower_return(struct lower *l, CXCursor statement)
{
	guint32 value = IR_NONE;
	autocursors children = { 0 };

	cursors_of(&children, statement);
	if (children.n)
		value = lower_value_as(l, children.at[0], l->fn->result);
	if (build_type(l, l->fn->result)->kind == IR_VOID)
		value = IR_NONE;
	scope_emit_cleanups(l, NULL);
	build_end(l, IR_RETURN, value);
}

static void lower_label(struct lower *l, CXCursor statement)
{
	autocursors children = { 0 };

	scope_place_label(l, statement);
	cursors_of(&children, statement);
	if (children.n)
		lower_statement(l, children.at[children.n - 1]);
}

static void lower_goto(struct lower *l, CXCursor statement)
{
	autocursors children = { 0 };

	cursors_of(&children, statement);
	if (children.n == 1)
		scope_goto(l, clang_getCursorReferenced(children.at[0]));
	else
		build_incomplete(l, "goto of unknown form");
}

static gint by_block(gconstpointer a, gconstpointer b)
{
	const struct label *x = *(struct label *const *)a;
	const struct label *y = *(struct label *const *)b;

	return x->block < y->block ? -1 : x->block > y->block;
}

/* Any label of the function: which ones have their address taken is not worth
 * knowing for the handful of computed gotos there are. */
static void lower_computed_goto(struct lower *l, CXCursor statement)
{
	g_autoptr(GPtrArray) labels = g_ptr_array_new();
	GHashTableIter iter;
	gpointer value;

	lower_effect(l, cursor_last_child(statement));
	scope_collect_labels(l);
	g_hash_table_iter_init(&iter, l->labels);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		g_ptr_array_add(labels, value);
	g_ptr_array_sort(labels, by_block);
	for (guint i = 0; i < labels->len; i++) {
		struct label *label = labels->pdata[i];

		build_target(l, label->block);
	}
	if (!labels->len)
		build_incomplete(l, "computed goto without labels");
	build_end(l, labels->len ? IR_ANY : IR_UNREACHABLE, IR_NONE);
}

/* An attribute before a statement: `fallthrough;` and the like. */
static void lower_attributed(struct lower *l, CXCursor statement)
{
	autocursors children = { 0 };

	cursors_of(&children, statement);
	for (guint i = 0; i < children.n; i++)
		if (!clang_isAttribute(cursor_kind(children.at[i])))
			lower_statement(l, children.at[i]);
}

static void lower_plain_statement(struct lower *l, CXCursor statement,
				  enum CXCursorKind kind)
{
	switch (kind) {
	case CXCursor_CompoundStmt:
		return lower_compound(l, statement);
	case CXCursor_DeclStmt:
		return lower_declarations(l, statement);
	case CXCursor_IfStmt:
		return lower_if(l, statement);
	case CXCursor_WhileStmt:
		return lower_while(l, statement, false);
	case CXCursor_DoStmt:
		return lower_while(l, statement, true);
	case CXCursor_ForStmt:
		return lower_for(l, statement);
	case CXCursor_SwitchStmt:
		return lower_switch(l, statement);
	case CXCursor_CaseStmt:
		return lower_case(l, statement);
	case CXCursor_DefaultStmt:
		return lower_default(l, statement);
	case CXCursor_BreakStmt:
		return lower_jump(l, &l->on_break);
	case CXCursor_ContinueStmt:
		return lower_jump(l, &l->on_continue);
	case CXCursor_ReturnStmt:
		return lower_return(l, statement);
	case CXCursor_LabelStmt:
		return lower_label(l, statement);
	case CXCursor_GotoStmt:
		return lower_goto(l, statement);
	case CXCursor_IndirectGotoStmt:
		return lower_computed_goto(l, statement);
	case CXCursor_GCCAsmStmt:
		return lower_asm(l, statement);
	case CXCursor_UnexposedStmt:
		return lower_attributed(l, statement);
	case CXCursor_NullStmt:
		return;
	default:
		build_incomplete(l, "statement of unknown kind");
		lower_count_unlowered(l, statement);
	}
}

void lower_statement(struct lower *l, CXCursor statement)
{
	enum CXCursorKind kind = cursor_kind(statement);

	l->loc = front_loc(l->front, statement);
	if (l->depth >= LOWER_MAX_DEPTH) {
		build_incomplete(l, "statements nested too deep");
		return;
	}
	l->depth++;
	if (cursor_is_expression(statement)) {
		lower_effect(l, statement);
	} else {
		l->fn->n_statements++;
		lower_plain_statement(l, statement, kind);
	}
	l->depth--;
}
