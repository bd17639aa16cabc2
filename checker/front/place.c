// SPDX-License-Identifier: GPL-2.0-only
/* Expressions as places: lvalues, and records as values. */
#include <string.h>

#include "front/lower.h"

static struct place unknown_place(struct lower *l, guint32 type,
				  const char *what)
{
	return (struct place){
		.address = build_unknown(l, front_pointer_to(l->front, type),
					 what),
		.type = type,
	};
}

static struct place function_place(struct lower *l, CXCursor decl,
				   guint32 type)
{
	struct ir_insn insn = ir_insn_init(IR_ADDR_FUNC,
					   front_pointer_to(l->front, type),
					   l->loc);
	struct place place = { .type = type };

	insn.str = front_callee(l->front, decl)->key;
	insn.dst = build_temp(l, insn.type);
	place.address = build_insn(l, insn);
	return place;
}

static struct place reference_place(struct lower *l, CXCursor expression)
{
	CXCursor decl = clang_getCursorReferenced(expression);
	gpointer local = g_hash_table_lookup(l->locals, &decl);
	guint32 type = type_of(l, expression), global;

	if (local)
		return build_local_place(l, GPOINTER_TO_UINT(local) - 1);
	switch (cursor_kind(decl)) {
	case CXCursor_FunctionDecl:
		return function_place(l, decl, type);
	case CXCursor_VarDecl:
		global = front_global(l->front, decl);
		return (struct place){
			.address = build_address(l, IR_ADDR_GLOBAL, global,
						 type),
			.type = type,
		};
	default:
		return unknown_place(l, type, "reference to what is not known");
	}
}

/* The member that stands for an anonymous struct or union has no name. */
static bool is_anonymous_member(CXCursor expression)
{
	g_autofree char *name = NULL;

	if (cursor_kind(expression) != CXCursor_MemberRefExpr)
		return false;
	name = cursor_take_string(clang_getCursorSpelling(
				clang_getCursorReferenced(expression)));
	return !*name || strchr(name, '(');
}

static CXCursor first_child(CXCursor cursor)
{
	autocursors children = { 0 };

	cursors_of(&children, cursor);
	return children.n ? children.at[0] : clang_getNullCursor();
}

static struct place member_place(struct lower *l, CXCursor expression)
{
	CXCursor field = clang_getCursorReferenced(expression);
	guint32 type = type_of(l, expression), record_type, base, index;
	CXCursor object = first_child(expression);
	struct ir_insn insn;

	while (is_anonymous_member(object))
		object = first_child(object);
	if (clang_Cursor_isNull(object))
		return unknown_place(l, type, "member of unknown form");
	record_type = front_value_type(l->front, object);
	if (build_type(l, record_type)->kind == IR_PTR) {
		base = lower_value(l, object);
		record_type = build_type(l, record_type)->elem;
	} else {
		base = lower_place(l, object).address;
	}
	if (base == IR_NONE || build_type(l, record_type)->kind != IR_RECORD)
		return unknown_place(l, type, "member of no record");
	insn = ir_insn_init(IR_FIELD, 0, l->loc);
	insn.record = build_type(l, record_type)->record;
	index = front_field(l->front, insn.record, field);
	if (index == IR_NONE)
		return unknown_place(l, type, "member that is not known");
	insn.a = base;
	insn.imm = index;
	insn.is_bitfield = ir_field(ir_record(l->ir, insn.record),
				    index)->bit_width;
	type = ir_field(ir_record(l->ir, insn.record), index)->type;
	insn.type = front_pointer_to(l->front, type);
	insn.dst = build_temp(l, insn.type);
	return (struct place){
		.address = build_insn(l, insn), .type = type,
		.is_bitfield = insn.is_bitfield,
		.record = insn.record, .field = index,
	};
}

static struct place subscript_place(struct lower *l, CXCursor expression)
{
	guint32 type = type_of(l, expression), base, index;
	autocursors children = { 0 };

	cursors_of(&children, expression);
	if (children.n != 2)
		return unknown_place(l, type, "subscript of unknown form");
	base = lower_value(l, children.at[0]);
	index = lower_value(l, children.at[1]);
	if (base == IR_NONE || index == IR_NONE)
		return unknown_place(l, type, "subscript of unknown kind");
	if (build_type(l, build_temp_type(l, base))->kind != IR_PTR) {
		guint32 swap = base;

		base = index;
		index = swap;
	}
	if (build_type(l, build_temp_type(l, base))->kind != IR_PTR)
		return unknown_place(l, type, "subscript of a vector");
	return (struct place){
		.address = lower_pointer_step(l, base, index, false),
		.type = type,
	};
}

static struct place dereference_place(struct lower *l, CXCursor operand,
				      guint32 type)
{
	guint32 pointer = lower_value(l, operand);

	if (pointer == IR_NONE ||
	    build_type(l, build_temp_type(l, pointer))->kind != IR_PTR)
		return unknown_place(l, type, "dereference of no pointer");
	return (struct place){ .address = pointer, .type = type };
}

static struct place string_place(struct lower *l, guint32 type)
{
	return (struct place){
		.address = build_address(l, IR_ADDR_STRING,
					 build_type(l, type)->size_bytes,
					 type),
		.type = type,
	};
}

static struct place literal_place(struct lower *l, CXCursor expression)
{
	struct place place = build_scratch(l, type_of(l, expression));

	lower_initialiser(l, &place, clang_getCursorType(expression),
			  cursor_last_child(expression));
	return place;
}

/* A record chosen by ?: is the address of one or the other. */
static struct place ternary_place(struct lower *l, CXCursor expression)
{
	guint32 yes = build_block(l), no = build_block(l);
	guint32 join = build_block(l), type = type_of(l, expression);
	struct place chosen = build_scratch(l, front_pointer_to(l->front,
								type));
	autocursors children = { 0 };

	cursors_of(&children, expression);
	if (children.n != 3)
		return unknown_place(l, type, "conditional of unknown form");
	lower_condition(l, children.at[0], yes, no);
	for (guint i = 0; i < 2; i++) {
		build_enter(l, i ? no : yes);
		build_store(l, &chosen,
			    lower_place(l, children.at[1 + i]).address);
		build_jump(l, join);
	}
	build_enter(l, join);
	return (struct place){
		.address = build_load(l, &chosen), .type = type,
	};
}

/* The last statement's record is copied out before its scope ends. */
static struct place statement_expression_place(struct lower *l,
					       CXCursor expression)
{
	struct place result = build_scratch(l, type_of(l, expression)), last;
	autocursors children = { 0 };

	cursors_of(&children, cursor_last_child(expression));
	l->fn->n_statements++;
	scope_enter(l);
	for (guint i = 0; i < children.n; i++) {
		if (i + 1 < children.n ||
		    !cursor_is_expression(children.at[i])) {
			lower_statement(l, children.at[i]);
			continue;
		}
		last = lower_place(l, children.at[i]);
		build_copy(l, &result, &last);
	}
	scope_leave(l);
	return result;
}

static struct place unary_place(struct lower *l, CXCursor expression,
				guint32 type)
{
	CXCursor operand = cursor_last_child(expression);

	switch (clang_getCursorUnaryOperatorKind(expression)) {
	case CXUnaryOperator_Deref:
		return dereference_place(l, operand, type);
	case CXUnaryOperator_Extension:
		return lower_place(l, operand);
	default:
		return unknown_place(l, type, "unary operator as a place");
	}
}

static struct place binary_place(struct lower *l, CXCursor expression,
				 guint32 type)
{
	autocursors children = { 0 };

	cursors_of(&children, expression);
	if (children.n != 2)
		return unknown_place(l, type, "operator of unknown form");
	switch (clang_getCursorBinaryOperatorKind(expression)) {
	case CXBinaryOperator_Comma:
		lower_effect(l, children.at[0]);
		return lower_place(l, children.at[1]);
	case CXBinaryOperator_Assign:
		return lower_record_assignment(l, children.at[0],
					       children.at[1]);
	default:
		return unknown_place(l, type, "operator as a place");
	}
}

/* A cast to a record: GNU C's cast to a union of one of its members. */
static struct place cast_place(struct lower *l, CXCursor expression,
			       guint32 type)
{
	CXCursor operand = cursor_last_child(expression);
	guint32 from = type_of(l, operand);
	struct place place, whole;
	guint32 value;

	if (front_same_type(l->ir, from, type))
		return lower_place(l, operand);
	whole = build_scratch(l, type);
	build_zero(l, &whole);
	place = (struct place){
		.address = whole.address, .type = from,
	};
	value = lower_value(l, operand);
	if (value == IR_NONE)
		build_clobber(l, &whole);
	build_store(l, &place, value);
	return whole;
}

/* A scalar that is wanted as an object. */
static struct place value_place(struct lower *l, CXCursor expression,
				guint32 type)
{
	enum ir_type_kind kind = build_type(l, type)->kind;
	struct place place;
	guint32 value;

	if (kind != IR_INT && kind != IR_PTR && kind != IR_FLOAT)
		return unknown_place(l, type, "place of unknown kind");
	value = lower_value(l, expression);
	place = build_scratch(l, type);
	build_store(l, &place, value);
	return place;
}

static struct place place_of(struct lower *l, CXCursor expression,
			     guint32 type)
{
	bool is_record = build_type(l, type)->kind == IR_RECORD;

	switch (cursor_kind(expression)) {
	case CXCursor_ParenExpr:
		return lower_place(l, cursor_last_child(expression));
	case CXCursor_UnexposedExpr:
		return lower_unexposed_place(l, expression);
	case CXCursor_DeclRefExpr:
		return reference_place(l, expression);
	case CXCursor_MemberRefExpr:
		return member_place(l, expression);
	case CXCursor_ArraySubscriptExpr:
		return subscript_place(l, expression);
	case CXCursor_StringLiteral:
		return string_place(l, type);
	case CXCursor_CompoundLiteralExpr:
		return literal_place(l, expression);
	case CXCursor_GenericSelectionExpr:
		return lower_place(l, lower_generic_choice(l, expression));
	case CXCursor_UnaryOperator:
		return unary_place(l, expression, type);
	case CXCursor_CallExpr:
		if (is_record)
			return lower_call_place(l, expression);
		break;
	case CXCursor_StmtExpr:
		if (is_record)
			return statement_expression_place(l, expression);
		break;
	case CXCursor_ConditionalOperator:
		if (is_record)
			return ternary_place(l, expression);
		break;
	case CXCursor_BinaryOperator:
		if (is_record)
			return binary_place(l, expression, type);
		break;
	case CXCursor_CStyleCastExpr:
		if (is_record)
			return cast_place(l, expression, type);
		break;
	default:
		break;
	}
	return value_place(l, expression, type);
}

struct place lower_place(struct lower *l, CXCursor expression)
{
	guint32 type = type_of(l, expression);
	struct place place;

	if (l->depth >= LOWER_MAX_DEPTH)
		return unknown_place(l, type, "expressions nested too deep");
	l->depth++;
	place = place_of(l, expression, type);
	l->depth--;
	return place;
}
