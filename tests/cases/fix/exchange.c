// SPDX-License-Identifier: GPL-2.0
/* The pointer is taken out by xchg(). */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *current_buffer;

static int setup(void)
{
	u8 *p = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!p)
		return -ENOMEM;
	kfree(xchg(&current_buffer, p));
	return 0;
}

static void teardown(void)
{
	u8 *p = xchg(&current_buffer, NULL);

	kfree(p);
}

static int __init exchange_init(void)
{
	return setup();
}

static void __exit exchange_exit(void)
{
	teardown();
}

module_init(exchange_init);
module_exit(exchange_exit);

MODULE_DESCRIPTION("kmcheck case: exchange");
MODULE_LICENSE("GPL");
