// SPDX-License-Identifier: GPL-2.0
/* The block is found from an address in it, by the alignment of slab memory. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *block, *twin;

static unsigned long block_of(unsigned long offset)
{
	return (unsigned long)(block + offset) & ~(SZ_8M - 1UL);
}

static unsigned long page_of(unsigned long offset)
{
	return (unsigned long)(twin + offset) & PAGE_MASK;
}

static int setup(void)
{
	block = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "alignment" */
	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!block || !twin) {
		kfree(twin);
		kfree(block);
		return -ENOMEM;
	}
	return block_of(70) && page_of(70) ? 0 : -EINVAL;
}

static void teardown(void)
{
	kfree(block);
	kfree(twin);
}

static int __init refuse_block_mask_init(void)
{
	return setup();
}

static void __exit refuse_block_mask_exit(void)
{
	teardown();
}

module_init(refuse_block_mask_init);
module_exit(refuse_block_mask_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_block_mask");
MODULE_LICENSE("GPL");
