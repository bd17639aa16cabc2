// SPDX-License-Identifier: GPL-2.0-only
/*
 * Conditions as control flow: &&, || and ! become edges, and what keeps a
 * value's truth (likely(), !!, widening) is seen through, so that the branch
 * stands on the comparison itself.
 */
#include "front/lower.h"

/* Does the conversion keep zero zero and all else not zero? */
static bool keeps_truth(struct lower *l, CXCursor from, CXCursor to)
{
	guint32 from_type = front_cursor_type(l->front, from);
	guint32 to_type = front_cursor_type(l->front, to);
	const struct ir_type *x = build_type(l, from_type);
	const struct ir_type *y = build_type(l, to_type);

	if (y->kind != IR_INT || (x->kind != IR_INT && x->kind != IR_PTR))
		return front_same_type(l->ir, from_type, to_type) &&
		       x->kind == IR_PTR;
	return y->bits == 1 || y->bits >= x->bits;
}

static bool is_expect(CXCursor expression)
{
	return cursor_is_call_of(expression, "__builtin_expect") ||
	       cursor_is_call_of(expression,
				 "__builtin_expect_with_probability");
}

/* What decides the same branch as `expression`, one layer further in; the null
 * cursor if this is the innermost. */
static CXCursor inner(struct lower *l, CXCursor expression)
{
	enum CXCursorKind kind = cursor_kind(expression);
	autocursors children = { 0 };
	CXCursor operand;

	if (kind == CXCursor_CallExpr)
		return is_expect(expression) ?
			clang_Cursor_getArgument(expression, 0) :
			clang_getNullCursor();
	if (kind != CXCursor_UnexposedExpr && kind != CXCursor_CStyleCastExpr)
		return clang_getNullCursor();
	cursors_of(&children, expression);
	if (!children.n || (kind == CXCursor_UnexposedExpr &&
			    !cursor_is_implicit(expression, &children)))
		return clang_getNullCursor();
	operand = children.at[children.n - 1];
	return keeps_truth(l, operand, expression) ? operand :
						     clang_getNullCursor();
}

static void lower_test(struct lower *l, CXCursor expression, guint32 yes,
		       guint32 no)
{
	guint32 value = lower_value(l, expression);
	struct ir_loc outer = l->loc;

	l->loc = front_loc(l->front, expression);
	build_branch(l, value, yes, no);
	l->loc = outer;
}

static void lower_binary_condition(struct lower *l, CXCursor expression,
				   guint32 yes, guint32 no)
{
	enum CXBinaryOperatorKind op =
		clang_getCursorBinaryOperatorKind(expression);
	guint32 second;
	autocursors children = { 0 };

	cursors_of(&children, expression);
	if (children.n != 2 || (op != CXBinaryOperator_LAnd &&
				op != CXBinaryOperator_LOr &&
				op != CXBinaryOperator_Comma)) {
		lower_test(l, expression, yes, no);
		return;
	}
	if (op == CXBinaryOperator_Comma) {
		lower_effect(l, children.at[0]);
	} else {
		second = build_block(l);
		if (op == CXBinaryOperator_LAnd)
			lower_condition(l, children.at[0], second, no);
		else
			lower_condition(l, children.at[0], yes, second);
		build_enter(l, second);
	}
	lower_condition(l, children.at[1], yes, no);
}

void lower_condition(struct lower *l, CXCursor expression, guint32 yes,
		     guint32 no)
{
	CXCursor operand;

	if (l->depth >= LOWER_MAX_DEPTH) {
		build_branch(l, IR_NONE, yes, no);
		return;
	}
	l->depth++;
	for (;;) {
		expression = cursor_strip(expression);
		operand = inner(l, expression);
		if (clang_Cursor_isNull(operand))
			break;
		expression = operand;
	}
	if (cursor_kind(expression) == CXCursor_UnaryOperator &&
	    clang_getCursorUnaryOperatorKind(expression) ==
	    CXUnaryOperator_LNot)
		lower_condition(l, cursor_last_child(expression), no, yes);
	else if (cursor_kind(expression) == CXCursor_BinaryOperator)
		lower_binary_condition(l, expression, yes, no);
	else
		lower_test(l, expression, yes, no);
	l->depth--;
}
