// SPDX-License-Identifier: GPL-2.0-only
/*
 * What libclang shows as "unexposed": implicit conversions, `a ?: b`, and
 * builtins with a syntax of their own, told apart by their first token.
 */
#include <string.h>

#include "front/lower.h"

static const char *first_token(struct lower *l, CXCursor expression,
			       const char **end)
{
	CXSourceRange range = clang_getCursorExtent(expression);

	return front_spelling(l->front, clang_getRangeStart(range), end);
}

static bool starts_with(struct lower *l, CXCursor expression,
			const char *prefix)
{
	const char *end, *at = first_token(l, expression, &end);
	gsize n = strlen(prefix);

	return at && (gsize)(end - at) >= n && !strncmp(at, prefix, n);
}

/* GNU `a ?: b`: the tree repeats a as condition and as value. */
static bool is_elvis(CXCursor expression, const struct cursors *children)
{
	CXSourceLocation start, first;

	if (children->n != 4)
		return false;
	start = clang_getRangeStart(clang_getCursorExtent(expression));
	first = clang_getRangeStart(clang_getCursorExtent(children->at[0]));
	return clang_equalLocations(start, first);
}

static guint32 lower_elvis(struct lower *l, const struct cursors *children,
			   guint32 type)
{
	guint32 yes = build_block(l), no = build_block(l);
	guint32 join = build_block(l), value;
	struct place result;

	value = lower_value(l, children->at[0]);
	if (build_type(l, type)->kind == IR_VOID) {
		build_branch(l, value, join, no);
		build_enter(l, no);
		lower_effect(l, children->at[3]);
		build_jump(l, join);
		build_enter(l, join);
		return IR_NONE;
	}
	result = build_scratch(l, type);
	build_branch(l, value, yes, no);
	build_enter(l, yes);
	build_store(l, &result, value);
	build_jump(l, join);
	build_enter(l, no);
	build_store(l, &result, lower_value_as(l, children->at[3], type));
	build_jump(l, join);
	build_enter(l, join);
	return build_load(l, &result);
}

/* The value of a condition that the compiler must know: there, whatever is not
 * constant is not __builtin_constant_p() either. */
static bool known_condition(CXCursor expression, guint64 *value)
{
	enum CXBinaryOperatorKind op;
	autocursors children = { 0 };
	guint64 first;

	if (cursor_evaluate(expression, value))
		return true;
	expression = cursor_strip_casts(expression);
	cursors_of(&children, expression);
	switch (cursor_kind(expression)) {
	case CXCursor_CallExpr:
		*value = 0;
		return cursor_is_call_of(expression, "__builtin_constant_p");
	case CXCursor_UnaryOperator:
		if (clang_getCursorUnaryOperatorKind(expression) !=
		    CXUnaryOperator_LNot ||
		    !known_condition(children.at[0], &first))
			return false;
		*value = !first;
		return true;
	case CXCursor_BinaryOperator:
		op = clang_getCursorBinaryOperatorKind(expression);
		if ((op != CXBinaryOperator_LAnd &&
		     op != CXBinaryOperator_LOr) ||
		    !known_condition(children.at[0], &first))
			return false;
		*value = first;
		return !first == (op == CXBinaryOperator_LAnd) ||
		       known_condition(children.at[1], value);
	default:
		return false;
	}
}

/* The branch that __builtin_choose_expr takes; the null cursor if its
 * condition cannot be told. */
static CXCursor chosen(struct lower *l, const struct cursors *children)
{
	guint64 condition;

	if (children->n != 3 || !known_condition(children->at[0], &condition))
		return clang_getNullCursor();
	lower_count_unlowered(l, children->at[0]);
	lower_count_unlowered(l, children->at[condition ? 2 : 1]);
	return children->at[condition ? 1 : 2];
}

/* offsetof with an index that is not constant: the sum of its steps. What
 * comes before the first member belongs to the type. */
static guint32 lower_offsetof(struct lower *l, CXCursor expression,
			      const struct cursors *children)
{
	guint32 ulong_type = l->front->ulong_type, sum, index;
	CXType type = clang_getCursorType(expression);
	bool has_member = false;
	guint64 value;

	if (cursor_evaluate(expression, &value))
		return build_const(l, type_of(l, expression), value);
	sum = build_const(l, ulong_type, 0);
	for (guint i = 0; i < children->n; i++) {
		CXCursor at = children->at[i];

		if (cursor_kind(at) == CXCursor_MemberRef) {
			CXCursor field = clang_getCursorReferenced(at);

			value = clang_Cursor_getOffsetOfField(field) / 8;
			index = build_const(l, ulong_type, value);
			type = clang_getCursorType(field);
			has_member = true;
		} else if (has_member && cursor_is_expression(at)) {
			type = clang_getArrayElementType(
					clang_getCanonicalType(type));
			value = clang_Type_getSizeOf(type);
			index = lower_value_as(l, at, ulong_type);
			index = build_binary(l, IR_MUL, ulong_type, index,
					     build_const(l, ulong_type,
							 value));
		} else {
			continue;
		}
		sum = build_binary(l, IR_ADD, ulong_type, sum, index);
	}
	return build_cast(l, sum, type_of(l, expression));
}

/* Builtins with their own node: a call of an unknown function by that name. */
static guint32 lower_builtin_node(struct lower *l, CXCursor expression,
				  const struct cursors *children)
{
	const char *end, *at = first_token(l, expression, &end);
	struct ir_insn insn = ir_insn_init(IR_CALL, type_of(l, expression),
					   l->loc);
	gsize n = at ? text_identifier(at, end) : 0;

	if (!n || strncmp(at, "__", 2))
		return build_unknown(l, insn.type,
				     "expression of unknown kind");
	insn.call = ir_call_new(l->ir);
	insn.call->callee = text_intern(g_strndup(at, n));
	insn.call->callee_key = insn.call->callee;
	insn.call->written = insn.call->callee;
	for (guint i = 0; i < children->n; i++) {
		guint32 argument;

		if (!cursor_is_expression(children->at[i]))
			continue;
		argument = lower_value(l, children->at[i]);
		build_argument(l, insn.call, argument);
	}
	switch (build_type(l, insn.type)->kind) {
	case IR_INT: case IR_PTR: case IR_FLOAT:
		insn.dst = build_temp(l, insn.type);
		break;
	default:
		break;
	}
	return build_insn(l, insn);
}

guint32 lower_unexposed(struct lower *l, CXCursor expression)
{
	guint32 type = front_value_type(l->front, expression);
	autocursors children = { 0 };
	CXCursor choice;
	guint64 value;

	cursors_of(&children, expression);
	if (cursor_is_implicit(expression, &children)) {
		if (build_type(l, type)->kind != IR_VOID)
			return lower_value_as(l, children.at[0], type);
		lower_effect(l, children.at[0]);
		return IR_NONE;
	}
	if (is_elvis(expression, &children))
		return lower_elvis(l, &children, type);
	l->loc = front_loc(l->front, expression);
	if (starts_with(l, expression, "__builtin_choose_expr")) {
		choice = chosen(l, &children);
		return clang_Cursor_isNull(choice) ?
			build_unknown(l, type, "__builtin_choose_expr") :
			lower_value(l, choice);
	}
	if (starts_with(l, expression, "__builtin_offsetof"))
		return lower_offsetof(l, expression, &children);
	if (!starts_with(l, expression, "__builtin_va_arg") &&
	    !starts_with(l, expression, "__atomic") &&
	    !starts_with(l, expression, "__c11_atomic") &&
	    build_type(l, type)->kind == IR_INT &&
	    cursor_evaluate(expression, &value))
		return build_const(l, type, value);
	return lower_builtin_node(l, expression, &children);
}

struct place lower_unexposed_place(struct lower *l, CXCursor expression)
{
	struct place place = { .type = type_of(l, expression) };
	autocursors children = { 0 };
	CXCursor choice;

	cursors_of(&children, expression);
	if (cursor_is_implicit(expression, &children)) {
		enum ir_type_kind kind = build_type(l, place.type)->kind;

		if (kind == IR_RECORD || kind == IR_ARRAY || kind == IR_FUNC ||
		    front_same_type(l->ir, place.type,
				    type_of(l, children.at[0])))
			return lower_place(l, children.at[0]);
	} else if (starts_with(l, expression, "__builtin_choose_expr")) {
		choice = chosen(l, &children);
		if (!clang_Cursor_isNull(choice))
			return lower_place(l, choice);
	} else if (build_type(l, place.type)->kind == IR_RECORD) {
		lower_builtin_node(l, expression, &children);
		place = build_scratch(l, place.type);
		build_clobber(l, &place);
		return place;
	}
	place.address = build_address(l, IR_ADDR_LOCAL,
				      build_local(l, "", place.type),
				      place.type);
	build_store(l, &place, lower_unexposed(l, expression));
	return place;
}
