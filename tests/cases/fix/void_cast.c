// SPDX-License-Identifier: GPL-2.0
/* The free is written with a cast. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static const u8 *buffer;

static int setup(void)
{
	u8 *p = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!p)
		return -ENOMEM;
	memset(p, 1, SZ_8M);
	buffer = (const u8 *)p;
	return 0;
}

static void teardown(void)
{
	if (buffer)
		kfree((void *)buffer);
}

static int __init void_cast_init(void)
{
	return setup();
}

static void __exit void_cast_exit(void)
{
	teardown();
}

module_init(void_cast_init);
module_exit(void_cast_exit);

MODULE_DESCRIPTION("kmcheck case: void_cast");
MODULE_LICENSE("GPL");
