// SPDX-License-Identifier: GPL-2.0
/* A chain of the objects themselves. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct block {
	struct block *next;
	u8 data[SZ_8M];
};

static struct block *blocks;

static void teardown(void)
{
	while (blocks) {
		struct block *next = blocks->next;

		kfree(blocks);
		blocks = next;
	}
}

static int setup(void)
{
	for (int i = 0; i < 2; i++) {
		struct block *block = kmalloc(sizeof(*block), GFP_KERNEL); /* expect: error[oversize-constant] */

		if (!block) {
			teardown();
			return -ENOMEM;
		}
		memset(block->data, i, sizeof(block->data));
		block->next = blocks;
		blocks = block;
	}
	return 0;
}

static int __init linked_chain_init(void)
{
	return setup();
}

static void __exit linked_chain_exit(void)
{
	teardown();
}

module_init(linked_chain_init);
module_exit(linked_chain_exit);

MODULE_DESCRIPTION("kmcheck case: linked_chain");
MODULE_LICENSE("GPL");
