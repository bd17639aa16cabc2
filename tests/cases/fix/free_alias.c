// SPDX-License-Identifier: GPL-2.0
/* The pointer has a second name. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int setup(void)
{
	u8 *first = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	u8 *second, *third;

	if (!first)
		return -ENOMEM;
	second = first;
	memset(second, 2, SZ_8M);
	third = second;
	kfree(third);
	return 0;
}

static void teardown(void)
{
}

static int __init free_alias_init(void)
{
	return setup();
}

static void __exit free_alias_exit(void)
{
	teardown();
}

module_init(free_alias_init);
module_exit(free_alias_exit);

MODULE_DESCRIPTION("kmcheck case: free_alias");
MODULE_LICENSE("GPL");
