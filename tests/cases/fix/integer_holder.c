// SPDX-License-Identifier: GPL-2.0
/* The pointer waits in an unsigned long. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static unsigned long cookie;

static int setup(void)
{
	u8 *p = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	cookie = (unsigned long)p;
	return p ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree((void *)cookie);
}

static int __init integer_holder_init(void)
{
	return setup();
}

static void __exit integer_holder_exit(void)
{
	teardown();
}

module_init(integer_holder_init);
module_exit(integer_holder_exit);

MODULE_DESCRIPTION("kmcheck case: integer_holder");
MODULE_LICENSE("GPL");
