/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * C arithmetic on concrete values of at most 64 bits, as the target does it.
 * A value is its bits, sign- or zero-extended to 64 by its own type.
 */
#ifndef KMCHECK_IR_ARITH_H
#define KMCHECK_IR_ARITH_H

#include "ir/ir.h"

struct arith_type {
	guint bits;
	bool is_signed;
};

/* a op b for IR_ADD … IR_XOR, IR_NEG and IR_NOT (b unused); all of one type,
 * but for the count of a shift. Wraps. NULL, or what is undefined about it. */
const char *arith_binary(enum ir_op op, struct arith_type type, guint64 a,
			 guint64 b, guint64 *result);

/* IR_EQ … IR_GE on two values of one type. */
bool arith_compare(enum ir_op op, struct arith_type type, guint64 a,
		   guint64 b);

/* IR_WRAP_x: a op b without bound, truncated to type; *overflowed is the
 * answer of IR_OVF_x. op may be of either kind. */
guint64 arith_unbounded(enum ir_op op, struct arith_type type_a, guint64 a,
			struct arith_type type_b, guint64 b,
			struct arith_type type, bool *overflowed);

#endif
