// SPDX-License-Identifier: GPL-2.0
/* The constant table stands in another file. */
#include <linux/module.h>
#include <linux/slab.h>

#include "board.h"

static void *sram, *queues;

int board_files_attach(unsigned int kind)
{
	const struct board_info *info;

	if (kind >= ARRAY_SIZE(board_infos))
		return -EINVAL;
	info = &board_infos[kind];
	kfree(sram);
	kfree(queues);
	sram = kzalloc(info->sram_bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "33554432" */
	queues = kcalloc(info->queues, 4096, GFP_KERNEL);	/* ok: oversize-bound -- 64 queues */
	return sram && queues ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(board_files_attach);

static void __exit board_exit(void)
{
	kfree(queues);
	kfree(sram);
}
module_exit(board_exit);
static int __init board_init(void)
{
	return 0;
}
module_init(board_init);

MODULE_DESCRIPTION("kmcheck case: board");
MODULE_LICENSE("GPL");
