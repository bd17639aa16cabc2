// SPDX-License-Identifier: GPL-2.0-only
/* Drop the blocks that nothing reaches, and close the gaps in the numbers. */
#include "front/lower.h"

static void push(GArray *work, guint32 *number, guint32 block)
{
	if (number[block] != IR_NONE)
		return;
	number[block] = 0;
	g_array_append_val(work, block);
}

static void mark_reachable(const struct ir_function *fn, guint32 *number)
{
	g_autoptr(GArray) work = g_array_new(FALSE, FALSE, sizeof(guint32));

	push(work, number, 0);
	while (work->len) {
		guint32 at = g_array_index(work, guint32, work->len - 1);
		const struct ir_block *block = ir_block(fn, at);

		g_array_set_size(work, work->len - 1);
		for (guint i = 0; i < block->n_targets; i++)
			push(work, number, block->targets[i]);
		for (guint i = 0; i < block->n_cases; i++)
			push(work, number, block->cases[i].target);
	}
}

static void renumber_targets(struct ir_block *block, const guint32 *number)
{
	for (guint i = 0; i < block->n_targets; i++) {
		guint32 *target = &block->targets[i];

		*target = number[*target];
	}
	for (guint i = 0; i < block->n_cases; i++) {
		struct ir_case *range = &block->cases[i];

		range->target = number[range->target];
	}
}

static void renumber(guint32 *temp, const guint32 *number)
{
	if (*temp != IR_NONE)
		*temp = number[*temp];
}

static void number_temps(const struct ir_block *block, guint32 *number,
			 guint32 *n)
{
	for (guint i = 0; i < block->n_insns; i++) {
		guint32 dst = block->insns[i].dst;

		if (dst != IR_NONE)
			number[dst] = (*n)++;
	}
}

static void renumber_temps(struct ir_block *block, const guint32 *number)
{
	for (guint i = 0; i < block->n_insns; i++) {
		struct ir_insn *insn = &block->insns[i];

		renumber(&insn->dst, number);
		renumber(&insn->a, number);
		renumber(&insn->b, number);
		if (!insn->call)
			continue;
		renumber(&insn->call->target, number);
		for (guint j = 0; j < insn->call->n_args; j++)
			renumber(&insn->call->args[j], number);
	}
	renumber(&block->value, number);
}

void build_prune(struct lower *l)
{
	struct ir_function *fn = l->fn;
	g_autofree guint32 *blocks = g_new(guint32, fn->n_blocks);
	g_autofree guint32 *temps = g_new(guint32, fn->n_temps + 1);
	guint32 n_temps = 0, n = 0;

	for (guint32 i = 0; i < fn->n_temps; i++)
		temps[i] = IR_NONE;
	for (guint32 i = 0; i < fn->n_blocks; i++)
		blocks[i] = IR_NONE;
	mark_reachable(fn, blocks);
	for (guint32 i = 0; i < fn->n_blocks; i++) {
		if (blocks[i] == IR_NONE)
			continue;
		blocks[i] = n++;
		number_temps(ir_block(fn, i), temps, &n_temps);
	}
	for (guint32 i = 0; i < fn->n_blocks; i++) {
		if (blocks[i] == IR_NONE)
			continue;
		renumber_targets(ir_block(fn, i), blocks);
		renumber_temps(ir_block(fn, i), temps);
		fn->blocks[blocks[i]] = ir_block(fn, i);
	}
	fn->n_blocks = n;
	fn->n_temps = n_temps;
}
