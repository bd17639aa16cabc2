// SPDX-License-Identifier: GPL-2.0-only
#include "ir/arith.h"

static bool is_minimum(struct arith_type type, guint64 value)
{
	return type.is_signed && value == ~0ULL << (type.bits - 1);
}

static const char *divide(enum ir_op op, struct arith_type type, guint64 a,
			  guint64 b, guint64 *result)
{
	if (!b)
		return "division by zero";
	if (type.is_signed && b == ~0ULL && is_minimum(type, a))
		return "quotient out of range";
	if (type.is_signed)
		*result = (guint64)(op == IR_DIV ? (gint64)a / (gint64)b :
						   (gint64)a % (gint64)b);
	else
		*result = op == IR_DIV ? a / b : a % b;
	return NULL;
}

static const char *shift(enum ir_op op, struct arith_type type, guint64 a,
			 guint64 b, guint64 *result)
{
	if (b >= type.bits)
		return "shift count out of range";
	if (op == IR_SHL)
		*result = a << b;
	else if (type.is_signed)
		*result = (guint64)((gint64)a >> b);
	else
		*result = a >> b;
	return NULL;
}

const char *arith_binary(enum ir_op op, struct arith_type type, guint64 a,
			 guint64 b, guint64 *result)
{
	const char *undefined = NULL;

	switch (op) {
	case IR_ADD:
		*result = a + b;
		break;
	case IR_SUB:
		*result = a - b;
		break;
	case IR_MUL:
		*result = a * b;
		break;
	case IR_DIV:
	case IR_MOD:
		undefined = divide(op, type, a, b, result);
		break;
	case IR_SHL:
	case IR_SHR:
		undefined = shift(op, type, a, b, result);
		break;
	case IR_AND:
		*result = a & b;
		break;
	case IR_OR:
		*result = a | b;
		break;
	case IR_XOR:
		*result = a ^ b;
		break;
	case IR_NEG:
		*result = -a;
		break;
	case IR_NOT:
		*result = ~a;
		break;
	default:
		return "no arithmetic";
	}
	if (!undefined)
		*result = ir_extend(*result, type.bits, type.is_signed);
	return undefined;
}

bool arith_compare(enum ir_op op, struct arith_type type, guint64 a,
		   guint64 b)
{
	bool less = type.is_signed ? (gint64)a < (gint64)b : a < b;

	switch (op) {
	case IR_EQ:
		return a == b;
	case IR_NE:
		return a != b;
	case IR_LT:
		return less;
	case IR_LE:
		return less || a == b;
	case IR_GT:
		return !less && a != b;
	default:
		return !less;
	}
}

/* Any sum, difference or product of two 64-bit values. */
struct wide {
	bool is_negative;
	unsigned __int128 magnitude;
};

static struct wide wide_of(struct arith_type type, guint64 value)
{
	if (type.is_signed && value >> 63)
		return (struct wide){ true, -value };
	return (struct wide){ false, value };
}

static struct wide wide_add(struct wide a, struct wide b)
{
	if (a.is_negative == b.is_negative)
		return (struct wide){ a.is_negative,
				      a.magnitude + b.magnitude };
	if (a.magnitude >= b.magnitude)
		return (struct wide){ a.is_negative,
				      a.magnitude - b.magnitude };
	return (struct wide){ b.is_negative, b.magnitude - a.magnitude };
}

static bool wide_fits(struct wide value, struct arith_type type)
{
	unsigned __int128 one = 1;

	if (!value.magnitude)
		return true;
	if (value.is_negative)
		return type.is_signed &&
		       value.magnitude <= one << (type.bits - 1);
	return value.magnitude < one << (type.bits - type.is_signed);
}

guint64 arith_unbounded(enum ir_op op, struct arith_type type_a, guint64 a,
			struct arith_type type_b, guint64 b,
			struct arith_type type, bool *overflowed)
{
	struct wide x = wide_of(type_a, a), y = wide_of(type_b, b);
	struct wide sum;
	guint64 low;

	switch (op) {
	case IR_WRAP_MUL:
	case IR_OVF_MUL:
		sum.is_negative = x.is_negative != y.is_negative;
		sum.magnitude = x.magnitude * y.magnitude;
		break;
	case IR_WRAP_SUB:
	case IR_OVF_SUB:
		y.is_negative = !y.is_negative;
		sum = wide_add(x, y);
		break;
	default:
		sum = wide_add(x, y);
	}
	*overflowed = !wide_fits(sum, type);
	low = (guint64)sum.magnitude;
	return ir_extend(sum.is_negative ? -low : low, type.bits,
			 type.is_signed);
}
