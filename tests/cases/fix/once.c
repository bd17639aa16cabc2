// SPDX-License-Identifier: GPL-2.0
/* WRITE_ONCE() and READ_ONCE(). */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *current_buffer;

static int setup(void)
{
	u8 *p = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!p)
		return -ENOMEM;
	WRITE_ONCE(current_buffer, p);
	return 0;
}

static void teardown(void)
{
	u8 *p = READ_ONCE(current_buffer);

	WRITE_ONCE(current_buffer, NULL);
	kfree(p);
}

static int __init once_init(void)
{
	return setup();
}

static void __exit once_exit(void)
{
	teardown();
}

module_init(once_init);
module_exit(once_exit);

MODULE_DESCRIPTION("kmcheck case: once");
MODULE_LICENSE("GPL");
