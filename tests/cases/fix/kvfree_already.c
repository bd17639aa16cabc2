// SPDX-License-Identifier: GPL-2.0
/* What frees it takes either already. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kvfree(buffer);
}

static int __init kvfree_already_init(void)
{
	return setup();
}

static void __exit kvfree_already_exit(void)
{
	teardown();
}

module_init(kvfree_already_init);
module_exit(kvfree_already_exit);

MODULE_DESCRIPTION("kmcheck case: kvfree_already");
MODULE_LICENSE("GPL");
