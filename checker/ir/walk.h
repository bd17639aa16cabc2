/* SPDX-License-Identifier: GPL-2.0-only */
/* Walking the instructions of a function in the order of its blocks. */
#ifndef KMCHECK_IR_WALK_H
#define KMCHECK_IR_WALK_H

#include "ir/ir.h"

struct ir_walk {
	guint32 block, index;
};

/* The instruction the walk stands at, moving on over empty blocks; NULL at
 * the end. */
static inline const struct ir_insn *ir_walk_at(const struct ir_function *fn,
					       struct ir_walk *walk)
{
	for (; walk->block < fn->n_blocks; walk->block++, walk->index = 0) {
		const struct ir_block *block = ir_block(fn, walk->block);

		if (walk->index < block->n_insns)
			return ir_insn(block, walk->index);
	}
	return NULL;
}

/* insn is the caller's variable; walk, declared here, says where it stands. */
#define ir_for_each_insn(fn, walk, insn)				\
	for (struct ir_walk walk = { 0 };				\
	     ((insn) = ir_walk_at(fn, &walk)); walk.index++)

#endif
