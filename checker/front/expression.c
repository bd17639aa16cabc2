// SPDX-License-Identifier: GPL-2.0-only
/* Expressions as values: the dispatch, leaves, and control flow inside. */
#include "front/lower.h"

static guint32 lower_literal(struct lower *l, CXCursor literal)
{
	guint64 value;

	if (!cursor_evaluate(literal, &value))
		return build_unknown(l, type_of(l, literal), "literal");
	return build_atom(l, type_of(l, literal), value,
			  front_literal_atom(l->front, literal));
}

static guint32 lower_reference(struct lower *l, CXCursor expression)
{
	CXCursor decl = clang_getCursorReferenced(expression);
	struct place place;

	if (cursor_kind(decl) == CXCursor_EnumConstantDecl)
		return build_const(l, type_of(l, expression),
				   clang_getEnumConstantDeclUnsignedValue(
						decl));
	place = lower_place(l, expression);
	return build_load(l, &place);
}

static guint32 load_place(struct lower *l, CXCursor expression)
{
	struct place place = lower_place(l, expression);

	return build_load(l, &place);
}

/* The operand is the last child: a typeof in the type may have children. */
static guint32 lower_cast(struct lower *l, CXCursor expression)
{
	guint32 type = front_value_type(l->front, expression);
	CXCursor operand = cursor_last_child(expression);

	if (build_type(l, type)->kind == IR_VOID) {
		lower_effect(l, operand);
		return IR_NONE;
	}
	return lower_value_as(l, operand, type);
}

/* The value of a statement expression is its last statement's, taken before
 * the scope is left. */
static guint32 lower_statement_expression(struct lower *l, CXCursor expression)
{
	guint32 value = IR_NONE;
	autocursors children = { 0 };

	cursors_of(&children, cursor_last_child(expression));
	l->fn->n_statements++;
	scope_enter(l);
	for (guint i = 0; i < children.n; i++) {
		CXCursor at = children.at[i];
		bool is_last = i + 1 == children.n;

		while (is_last && cursor_kind(at) == CXCursor_LabelStmt) {
			l->fn->n_statements++;
			scope_place_label(l, at);
			at = cursor_last_child(at);
		}
		if (is_last && cursor_is_expression(at))
			value = lower_value(l, at);
		else
			lower_statement(l, at);
	}
	scope_leave(l);
	return value;
}

/* && and || as a value: 1 or 0 by way of a nameless local. */
guint32 lower_logical(struct lower *l, CXCursor expression)
{
	guint32 yes = build_block(l), no = build_block(l);
	guint32 join = build_block(l), int_type = l->front->int_type;
	struct place result = build_scratch(l, int_type);

	lower_condition(l, expression, yes, no);
	build_enter(l, yes);
	build_store(l, &result, build_const(l, int_type, 1));
	build_jump(l, join);
	build_enter(l, no);
	build_store(l, &result, build_const(l, int_type, 0));
	build_jump(l, join);
	build_enter(l, join);
	return build_load(l, &result);
}

static bool is_scalar(const struct lower *l, guint32 type)
{
	enum ir_type_kind kind = build_type(l, type)->kind;

	return kind == IR_INT || kind == IR_PTR || kind == IR_FLOAT;
}

static void lower_arm(struct lower *l, CXCursor arm, const struct place *result,
		      guint32 join)
{
	if (is_scalar(l, result->type))
		build_store(l, result, lower_value_as(l, arm, result->type));
	else
		lower_effect(l, arm);
	build_jump(l, join);
}

static guint32 lower_ternary(struct lower *l, CXCursor expression)
{
	guint32 yes = build_block(l), no = build_block(l);
	guint32 join = build_block(l);
	guint32 type = front_value_type(l->front, expression);
	struct place result = { .type = type };
	autocursors children = { 0 };

	cursors_of(&children, expression);
	if (children.n != 3)
		return build_unknown(l, type, "conditional of unknown form");
	if (is_scalar(l, type))
		result = build_scratch(l, type);
	lower_condition(l, children.at[0], yes, no);
	build_enter(l, yes);
	lower_arm(l, children.at[1], &result, join);
	build_enter(l, no);
	lower_arm(l, children.at[2], &result, join);
	build_enter(l, join);
	return is_scalar(l, type) ? build_load(l, &result) : IR_NONE;
}

static guint32 lower_selection(struct lower *l, CXCursor expression)
{
	CXCursor choice = lower_generic_choice(l, expression);

	return clang_Cursor_isNull(choice) ?
		build_unknown(l, type_of(l, expression), "_Generic") :
		lower_value(l, choice);
}

static guint32 lower_leaf(struct lower *l, CXCursor expression)
{
	switch (cursor_kind(expression)) {
	case CXCursor_IntegerLiteral:
	case CXCursor_CharacterLiteral:
		return lower_literal(l, expression);
	case CXCursor_DeclRefExpr:
		return lower_reference(l, expression);
	case CXCursor_UnaryExpr:
		return lower_sizeof(l, expression);
	case CXCursor_FloatingLiteral:
		return build_unknown(l, type_of(l, expression),
				     "floating literal");
	case CXCursor_AddrLabelExpr:
		return build_unknown(l, type_of(l, expression),
				     "address of a label");
	default:
		return build_unknown(l, type_of(l, expression),
				     "expression of unknown kind");
	}
}

static guint32 lower_expression(struct lower *l, CXCursor expression)
{
	switch (cursor_kind(expression)) {
	case CXCursor_ParenExpr:
		return lower_value(l, cursor_last_child(expression));
	case CXCursor_UnexposedExpr:
		return lower_unexposed(l, expression);
	case CXCursor_CStyleCastExpr:
		return lower_cast(l, expression);
	case CXCursor_UnaryOperator:
		return lower_unary(l, expression);
	case CXCursor_BinaryOperator:
		return lower_binary(l, expression);
	case CXCursor_CompoundAssignOperator:
		return lower_compound_assignment(l, expression);
	case CXCursor_ConditionalOperator:
		return lower_ternary(l, expression);
	case CXCursor_CallExpr:
		return lower_call(l, expression);
	case CXCursor_StmtExpr:
		return lower_statement_expression(l, expression);
	case CXCursor_GenericSelectionExpr:
		return lower_selection(l, expression);
	case CXCursor_InitListExpr:
		return lower_value_as(l, cursor_last_child(expression),
				      type_of(l, expression));
	case CXCursor_MemberRefExpr:
	case CXCursor_ArraySubscriptExpr:
	case CXCursor_StringLiteral:
	case CXCursor_CompoundLiteralExpr:
		return load_place(l, expression);
	default:
		return lower_leaf(l, expression);
	}
}

guint32 lower_value(struct lower *l, CXCursor expression)
{
	enum CXCursorKind kind = cursor_kind(expression);
	struct ir_loc outer = l->loc;
	guint32 value;

	if (l->depth >= LOWER_MAX_DEPTH)
		return build_unknown(l, type_of(l, expression),
				     "expressions nested too deep");
	if (kind != CXCursor_ParenExpr && kind != CXCursor_UnexposedExpr)
		l->loc = front_loc(l->front, expression);
	l->depth++;
	value = lower_expression(l, expression);
	l->loc = outer;
	l->depth--;
	return value;
}

guint32 lower_value_as(struct lower *l, CXCursor expression, guint32 type)
{
	guint64 truncated;
	guint32 value;

	if (build_type(l, type)->kind == IR_INT &&
	    build_type(l, type_of(l, expression))->kind == IR_FLOAT &&
	    cursor_evaluate_truncated(expression, &truncated))
		return build_const(l, type, truncated);
	value = lower_value(l, expression);
	if (value == IR_NONE && is_scalar(l, type))
		return build_unknown(l, type, "scalar made of a record");
	return build_cast(l, value, type);
}

/* For its effects alone. */
void lower_effect(struct lower *l, CXCursor expression)
{
	if (build_type(l, type_of(l, expression))->kind == IR_RECORD)
		lower_place(l, expression);
	else
		lower_value(l, expression);
}
