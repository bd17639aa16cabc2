/* SPDX-License-Identifier: GPL-2.0-only */
/* What each IR operation uses of struct ir_insn; the table is op.def. */
#ifndef KMCHECK_IR_OP_H
#define KMCHECK_IR_OP_H

#include "ir/ir.h"

enum op_flags {
	OP_DST		= 1 << 0,
	OP_DST_OPTIONAL	= 1 << 1,	/* dst may be IR_NONE */
	OP_A		= 1 << 2,
	OP_B		= 1 << 3,
	OP_IMM		= 1 << 4,
	OP_STR		= 1 << 5,
	OP_CALL		= 1 << 6,
	OP_MEMBER	= 1 << 7,	/* record and imm name a field */
	OP_BITS		= 1 << 8,	/* … if is_bitfield */
};

struct op_info {
	const char *name;
	enum op_flags uses;
};

/* op must be below IR_OP_COUNT. */
const struct op_info *op_info(enum ir_op op);

/* The result is 0/1 and both operands have one type. */
static inline bool op_is_compare(enum ir_op op)
{
	return op >= IR_EQ && op <= IR_GE;
}

/* Operands may have any integer types. */
static inline bool op_is_wrap(enum ir_op op)
{
	return op >= IR_WRAP_ADD && op <= IR_WRAP_MUL;
}

static inline bool op_is_overflow(enum ir_op op)
{
	return op >= IR_OVF_ADD && op <= IR_OVF_MUL;
}

#endif
