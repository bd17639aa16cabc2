// SPDX-License-Identifier: GPL-2.0
/* A helper of the driver allocates. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *one, *two;

static u8 *buffer_new(u8 fill)
{
	u8 *p = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (p)
		memset(p, fill, SZ_8M);
	return p;
}

static int setup(void)
{
	one = buffer_new(1);
	if (!one)
		return -ENOMEM;
	two = buffer_new(2);
	if (!two) {
		kfree(one);
		return -ENOMEM;
	}
	return 0;
}

static void teardown(void)
{
	kfree(two);
	kfree(one);
}

static int __init alloc_helper_init(void)
{
	return setup();
}

static void __exit alloc_helper_exit(void)
{
	teardown();
}

module_init(alloc_helper_init);
module_exit(alloc_helper_exit);

MODULE_DESCRIPTION("kmcheck case: alloc_helper");
MODULE_LICENSE("GPL");
