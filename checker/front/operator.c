// SPDX-License-Identifier: GPL-2.0-only
/* Unary, binary and assignment operators. */
#include "front/lower.h"

static const struct ir_type *temp_type(const struct lower *l, guint32 temp)
{
	return build_type(l, build_temp_type(l, temp));
}

static bool is_pointer(const struct lower *l, guint32 temp)
{
	return temp_type(l, temp)->kind == IR_PTR;
}

/* Bytes from one element to the next; arithmetic on void and functions counts
 * bytes, as GNU C has it. */
static guint64 step_bytes(const struct lower *l, guint32 pointer)
{
	const struct ir_type *elem =
		build_type(l, temp_type(l, pointer)->elem);

	if (elem->kind == IR_VOID || elem->kind == IR_FUNC)
		return 1;
	return elem->size_bytes;
}

guint32 lower_pointer_step(struct lower *l, guint32 pointer, guint32 index,
			   bool is_minus)
{
	guint32 type = build_temp_type(l, pointer);

	if (temp_type(l, index)->kind != IR_INT)
		return build_unknown(l, type, "pointer step of unknown kind");
	if (is_minus) {
		guint32 long_type = l->front->long_type;

		index = build_cast(l, index, long_type);
		index = build_unary(l, IR_NEG, long_type, index);
	}
	return build_index(l, pointer, index, step_bytes(l, pointer), type);
}

/* The integer promotions, of a bit-field by its width. */
static guint32 promoted(struct lower *l, const struct place *place)
{
	const struct ir_type *type = build_type(l, place->type);
	guint bits = type->bits;

	if (type->kind != IR_INT)
		return place->type;
	if (place->is_bitfield)
		bits = ir_field(ir_record(l->ir, place->record),
				place->field)->bit_width;
	if (bits < 32 || (bits == 32 && type->is_signed && type->bits <= 32))
		return l->front->int_type;
	return place->type;
}

/* What the object holds now: a bit-field may have lost bits. */
static guint32 stored_value(struct lower *l, const struct place *place,
			    guint32 value)
{
	build_store(l, place, value);
	return place->is_bitfield ? build_load(l, place) :
				    build_cast(l, value, place->type);
}

static guint32 lower_step(struct lower *l, CXCursor operand, bool is_minus,
			  bool is_prefix)
{
	struct place place = lower_place(l, operand);
	guint32 old = build_load(l, &place), type, one, value;

	if (old == IR_NONE)
		return build_unknown(l, place.type, "++ or -- of no scalar");
	if (is_pointer(l, old)) {
		one = build_const(l, l->front->int_type, 1);
		value = lower_pointer_step(l, old, one, is_minus);
	} else {
		type = promoted(l, &place);
		one = build_const(l, type, 1);
		value = build_binary(l, is_minus ? IR_SUB : IR_ADD, type,
				     build_cast(l, old, type), one);
	}
	value = stored_value(l, &place, value);
	return is_prefix ? value : old;
}

static guint32 lower_not(struct lower *l, CXCursor operand)
{
	guint32 value, int_type = l->front->int_type;
	enum ir_op op = IR_EQ;

	operand = cursor_strip(operand);
	while (cursor_kind(operand) == CXCursor_UnaryOperator &&
	       clang_getCursorUnaryOperatorKind(operand) ==
	       CXUnaryOperator_LNot) {
		op = op == IR_EQ ? IR_NE : IR_EQ;
		operand = cursor_strip(cursor_last_child(operand));
	}
	value = lower_value(l, operand);
	if (value == IR_NONE || temp_type(l, value)->kind == IR_FLOAT)
		return build_unknown(l, int_type, "! of no integer");
	return build_binary(l, op, int_type, value,
			    build_const(l, build_temp_type(l, value), 0));
}

static guint32 lower_address_of(struct lower *l, CXCursor expression,
				CXCursor operand)
{
	struct place place = lower_place(l, operand);

	return build_cast(l, place.address, type_of(l, expression));
}

static guint32 lower_arithmetic_unary(struct lower *l, CXCursor expression,
				      CXCursor operand, enum ir_op op)
{
	guint32 type = type_of(l, expression);
	guint32 value = lower_value_as(l, operand, type);

	if (build_type(l, type)->kind == IR_PTR)
		return build_unknown(l, type, "unary operator on a pointer");
	return build_unary(l, op, type, value);
}

guint32 lower_unary(struct lower *l, CXCursor expression)
{
	CXCursor operand = cursor_last_child(expression);
	struct place place;

	switch (clang_getCursorUnaryOperatorKind(expression)) {
	case CXUnaryOperator_PostInc:
		return lower_step(l, operand, false, false);
	case CXUnaryOperator_PostDec:
		return lower_step(l, operand, true, false);
	case CXUnaryOperator_PreInc:
		return lower_step(l, operand, false, true);
	case CXUnaryOperator_PreDec:
		return lower_step(l, operand, true, true);
	case CXUnaryOperator_AddrOf:
		return lower_address_of(l, expression, operand);
	case CXUnaryOperator_Deref:
		place = lower_place(l, expression);
		return build_load(l, &place);
	case CXUnaryOperator_Plus:
	case CXUnaryOperator_Extension:
		return lower_value(l, operand);
	case CXUnaryOperator_Minus:
		return lower_arithmetic_unary(l, expression, operand, IR_NEG);
	case CXUnaryOperator_Not:
		return lower_arithmetic_unary(l, expression, operand, IR_NOT);
	case CXUnaryOperator_LNot:
		return lower_not(l, operand);
	default:
		return build_unknown(l, type_of(l, expression),
				     "unary operator");
	}
}

static enum ir_op binary_op(enum CXBinaryOperatorKind op)
{
	switch (op) {
	case CXBinaryOperator_Mul: case CXBinaryOperator_MulAssign:
		return IR_MUL;
	case CXBinaryOperator_Div: case CXBinaryOperator_DivAssign:
		return IR_DIV;
	case CXBinaryOperator_Rem: case CXBinaryOperator_RemAssign:
		return IR_MOD;
	case CXBinaryOperator_Add: case CXBinaryOperator_AddAssign:
		return IR_ADD;
	case CXBinaryOperator_Sub: case CXBinaryOperator_SubAssign:
		return IR_SUB;
	case CXBinaryOperator_Shl: case CXBinaryOperator_ShlAssign:
		return IR_SHL;
	case CXBinaryOperator_Shr: case CXBinaryOperator_ShrAssign:
		return IR_SHR;
	case CXBinaryOperator_And: case CXBinaryOperator_AndAssign:
		return IR_AND;
	case CXBinaryOperator_Xor: case CXBinaryOperator_XorAssign:
		return IR_XOR;
	case CXBinaryOperator_Or: case CXBinaryOperator_OrAssign:
		return IR_OR;
	case CXBinaryOperator_LT:
		return IR_LT;
	case CXBinaryOperator_GT:
		return IR_GT;
	case CXBinaryOperator_LE:
		return IR_LE;
	case CXBinaryOperator_GE:
		return IR_GE;
	case CXBinaryOperator_EQ:
		return IR_EQ;
	case CXBinaryOperator_NE:
		return IR_NE;
	default:
		return IR_UNKNOWN;
	}
}

static guint32 compare(struct lower *l, enum ir_op op, guint32 type,
		       guint32 a, guint32 b)
{
	const struct ir_type *result = build_type(l, type);

	if (result->kind != IR_INT || result->bits != 32)
		return build_unknown(l, type, "comparison of vectors");
	return build_binary(l, op, type, a,
			    build_cast(l, b, build_temp_type(l, a)));
}

static guint32 arithmetic(struct lower *l, enum ir_op op, guint32 type,
			  guint32 a, guint32 b)
{
	bool is_shift = op == IR_SHL || op == IR_SHR;

	if (build_type(l, type)->kind == IR_PTR ||
	    (is_shift && temp_type(l, b)->kind != IR_INT))
		return build_unknown(l, type, "operator on these types");
	a = build_cast(l, a, type);
	if (!is_shift)
		b = build_cast(l, b, type);
	return build_binary(l, op, type, a, b);
}

static guint32 pointer_difference(struct lower *l, guint32 type, guint32 a,
				  guint32 b)
{
	guint32 diff;

	if (!step_bytes(l, a))
		return build_unknown(l, type, "difference of pointers to "
				     "nothing");
	diff = build_binary(l, IR_PTRDIFF, type, a, b);
	build_current(l)->insns[build_current(l)->n_insns - 1].imm =
		step_bytes(l, a);
	return diff;
}

static guint32 combine(struct lower *l, enum ir_op op, guint32 type,
		       guint32 a, guint32 b)
{
	if (a == IR_NONE || b == IR_NONE || op == IR_UNKNOWN)
		return build_unknown(l, type, "binary operator");
	if (op >= IR_EQ && op <= IR_GE)
		return compare(l, op, type, a, b);
	if (op == IR_SUB && is_pointer(l, a) && is_pointer(l, b))
		return pointer_difference(l, type, a, b);
	if ((op == IR_ADD || op == IR_SUB) && is_pointer(l, a))
		return lower_pointer_step(l, a, b, op == IR_SUB);
	if (op == IR_ADD && is_pointer(l, b))
		return lower_pointer_step(l, b, a, false);
	return arithmetic(l, op, type, a, b);
}

struct place lower_record_assignment(struct lower *l, CXCursor to,
				     CXCursor from)
{
	struct place source = lower_place(l, from);
	struct place place = lower_place(l, to);

	build_copy(l, &place, &source);
	return place;
}

static guint32 lower_assignment(struct lower *l, CXCursor to, CXCursor from)
{
	struct place place;
	guint32 value;

	if (build_type(l, type_of(l, to))->kind == IR_RECORD) {
		lower_record_assignment(l, to, from);
		return IR_NONE;
	}
	value = lower_value_as(l, from, front_value_type(l->front, to));
	place = lower_place(l, to);
	return stored_value(l, &place, value);
}

guint32 lower_binary(struct lower *l, CXCursor expression)
{
	enum CXBinaryOperatorKind op =
		clang_getCursorBinaryOperatorKind(expression);
	guint32 type = type_of(l, expression), a, b;
	autocursors children = { 0 };

	cursors_of(&children, expression);
	if (children.n != 2)
		return build_unknown(l, type, "operator of unknown form");
	switch (op) {
	case CXBinaryOperator_LAnd:
	case CXBinaryOperator_LOr:
		return lower_logical(l, expression);
	case CXBinaryOperator_Comma:
		lower_effect(l, children.at[0]);
		return lower_value(l, children.at[1]);
	case CXBinaryOperator_Assign:
		return lower_assignment(l, children.at[0], children.at[1]);
	default:
		break;
	}
	a = lower_value(l, children.at[0]);
	b = lower_value(l, children.at[1]);
	return combine(l, binary_op(op), type, a, b);
}

/* The right side has been converted to the type the operation is done in; for
 * shifts that is the promoted left side. */
guint32 lower_compound_assignment(struct lower *l, CXCursor expression)
{
	enum ir_op op = binary_op(clang_getCursorBinaryOperatorKind(
						expression));
	guint32 value, old, type;
	struct place place;
	autocursors children = { 0 };

	cursors_of(&children, expression);
	if (children.n != 2)
		return build_unknown(l, type_of(l, expression),
				     "assignment of unknown form");
	value = lower_value(l, children.at[1]);
	place = lower_place(l, children.at[0]);
	old = build_load(l, &place);
	if (value == IR_NONE || old == IR_NONE)
		return build_unknown(l, place.type, "assignment");
	if (is_pointer(l, old)) {
		type = place.type;
	} else if (op == IR_SHL || op == IR_SHR) {
		type = promoted(l, &place);
		old = build_cast(l, old, type);
	} else {
		type = build_temp_type(l, value);
		old = build_cast(l, old, type);
	}
	value = combine(l, op, type, old, value);
	return stored_value(l, &place, value);
}
