// SPDX-License-Identifier: GPL-2.0-only
/* Calls. */
#include <string.h>

#include "front/lower.h"

/* The function's name in a call, through parentheses, conversions, & and *, and
 * what a _Generic chooses; the null cursor if a pointer is called. */
static CXCursor called_name(struct lower *l, CXCursor expression)
{
	for (;;) {
		autocursors children = { 0 };
		enum CXCursorKind kind;

		expression = cursor_strip(expression);
		kind = cursor_kind(expression);
		if (kind == CXCursor_DeclRefExpr)
			return cursor_kind(clang_getCursorReferenced(
						expression)) ==
			       CXCursor_FunctionDecl ? expression :
						       clang_getNullCursor();
		if (kind == CXCursor_GenericSelectionExpr) {
			expression = lower_generic_choice(l, expression);
			continue;
		}
		cursors_of(&children, expression);
		if (kind == CXCursor_UnaryOperator) {
			enum CXUnaryOperatorKind op =
				clang_getCursorUnaryOperatorKind(expression);

			if (op != CXUnaryOperator_AddrOf &&
			    op != CXUnaryOperator_Deref)
				return clang_getNullCursor();
		} else if (kind != CXCursor_UnexposedExpr ||
			   !cursor_is_implicit(expression, &children)) {
			return clang_getNullCursor();
		}
		expression = children.at[0];
	}
}

static bool is_noreturn_type(CXType type)
{
	CXString name = clang_getTypeSpelling(type);
	bool yes = strstr(clang_getCString(name), "noreturn");

	clang_disposeString(name);
	return yes;
}

static void lower_arguments(struct lower *l, CXCursor call,
			    struct ir_call *out)
{
	int n = clang_Cursor_getNumArguments(call);

	for (int i = 0; i < n; i++) {
		CXCursor argument = clang_Cursor_getArgument(call, i);
		guint32 value = IR_NONE;

		if (build_type(l, front_cursor_type(l->front,
						    argument))->kind ==
		    IR_RECORD)
			lower_effect(l, argument);
		else
			value = lower_value(l, argument);
		build_argument(l, out, value);
	}
}

static guint32 build_call(struct lower *l, struct ir_insn insn)
{
	switch (build_type(l, insn.type)->kind) {
	case IR_INT: case IR_PTR: case IR_FLOAT:
		insn.dst = build_temp(l, insn.type);
		break;
	default:
		break;
	}
	return build_insn(l, insn);
}

static CXCursor callee_expression(CXCursor call)
{
	autocursors children = { 0 };

	cursors_of(&children, call);
	return children.n ? children.at[0] : clang_getNullCursor();
}

/* A pointer is called: its value comes before the arguments'. */
static bool lower_target(struct lower *l, CXCursor expression,
			 struct ir_call *out)
{
	guint32 target = lower_value(l, expression);

	if (target == IR_NONE ||
	    build_type(l, build_temp_type(l, target))->kind != IR_PTR)
		target = build_unknown(l, l->front->pointer_type,
				       "called expression");
	out->target = target;
	return is_noreturn_type(clang_getCursorType(
					cursor_strip_casts(expression)));
}

static guint32 call_function(struct lower *l, CXCursor call, guint32 type)
{
	CXCursor expression = callee_expression(call);
	CXCursor name = called_name(l, expression);
	struct ir_insn insn = ir_insn_init(IR_CALL, type, l->loc);
	bool is_noreturn;
	guint32 value;

	insn.call = ir_call_new(l->ir);
	if (clang_Cursor_isNull(name)) {
		is_noreturn = lower_target(l, expression, insn.call);
		name = cursor_strip(expression);
	} else {
		struct callee *callee =
			front_callee(l->front,
				     clang_getCursorReferenced(name));

		insn.call->callee = callee->name;
		insn.call->callee_key = callee->key;
		is_noreturn = callee->is_noreturn;
	}
	front_written(l->front, call, name, insn.call);
	lower_arguments(l, call, insn.call);
	value = build_call(l, insn);
	if (is_noreturn)
		build_end(l, IR_UNREACHABLE, IR_NONE);
	return value;
}

static bool lower_if_builtin(struct lower *l, CXCursor call, guint32 *value)
{
	CXString spelling = clang_getCursorSpelling(call);
	const char *name = clang_getCString(spelling);
	bool done = name && g_str_has_prefix(name, "__builtin_") &&
		    lower_builtin(l, call, name, value);

	clang_disposeString(spelling);
	return done;
}

guint32 lower_call(struct lower *l, CXCursor call)
{
	guint32 type = front_cursor_type(l->front, call), value;

	if (build_type(l, type)->kind == IR_RECORD) {
		lower_call_place(l, call);
		return IR_NONE;
	}
	if (lower_if_builtin(l, call, &value))
		return value;
	return call_function(l, call, type);
}

/* A record that a call returns: an object of unknown content. */
struct place lower_call_place(struct lower *l, CXCursor call)
{
	guint32 type = front_cursor_type(l->front, call);
	struct place place;

	call_function(l, call, type);
	place = build_scratch(l, type);
	build_clobber(l, &place);
	return place;
}
