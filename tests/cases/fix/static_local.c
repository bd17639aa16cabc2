// SPDX-License-Identifier: GPL-2.0
/* Kept in a static variable of a function. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int keep(bool stop)
{
	static u8 *buffer;

	if (stop) {
		kfree(buffer);
		buffer = NULL;
		return 0;
	}
	if (!buffer)
		buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return buffer ? 0 : -ENOMEM;
}

static int setup(void)
{
	return keep(false);
}

static void teardown(void)
{
	keep(true);
}

static int __init static_local_init(void)
{
	return setup();
}

static void __exit static_local_exit(void)
{
	teardown();
}

module_init(static_local_init);
module_exit(static_local_exit);

MODULE_DESCRIPTION("kmcheck case: static_local");
MODULE_LICENSE("GPL");
