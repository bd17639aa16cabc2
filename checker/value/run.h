/* SPDX-License-Identifier: GPL-2.0-only */
/* One state on its way through a block: what the exec*.c files share. */
#ifndef KMCHECK_VALUE_RUN_H
#define KMCHECK_VALUE_RUN_H

#include "value/exec.h"

struct run {
	struct engine *engine;
	const struct frame *frame;
	guint32 block;
	struct value *temps;	/* of this block, by slot; of this state */
	struct state *state;	/* owned */
	GArray *edges, *returns;
};

struct value run_temp(const struct run *run, guint32 t);
void run_set_temp(struct run *run, guint32 t, struct value value);
/* As run_temp(); an operand that was not lowered still has a number. */
struct value run_operand(struct run *run, const struct ir_insn *insn,
			 guint32 t);
/* A result of which only the type is known. */
struct value run_unknown(struct run *run, const struct ir_insn *insn,
			 enum leaf_kind kind);

/* Execute the block from its instruction number `index` on. Consumes the
 * state. */
void exec_from(struct run *run, guint index);

struct value exec_value(struct run *run, const struct ir_insn *insn);
struct value exec_load(struct run *run, const struct ir_insn *insn);
/* Instructions without a result: stores, copies, asm. */
void exec_effect(struct run *run, const struct ir_insn *insn);
/* true: the rest of the block, from `next` on, has been executed (or there is
 * none), and the state is consumed. */
bool exec_call(struct run *run, const struct ir_insn *insn, guint next);

#endif
