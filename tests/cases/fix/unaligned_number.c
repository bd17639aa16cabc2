// SPDX-License-Identifier: GPL-2.0
/* The pointer is kept as a number that is not aligned. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include <asm/unaligned.h>

static u8 record[2 + sizeof(u64)];

static int setup(void)
{
	void *memory = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	put_unaligned((u64)(unsigned long)memory, (u64 *)(record + 2));
	return memory ? 0 : -ENOMEM;
}

static void teardown(void)
{
	u64 handle = get_unaligned((u64 *)(record + 2));

	kfree((void *)(unsigned long)handle);
}

static int __init unaligned_number_init(void)
{
	return setup();
}

static void __exit unaligned_number_exit(void)
{
	teardown();
}

module_init(unaligned_number_init);
module_exit(unaligned_number_exit);

MODULE_DESCRIPTION("kmcheck case: unaligned_number");
MODULE_LICENSE("GPL");
