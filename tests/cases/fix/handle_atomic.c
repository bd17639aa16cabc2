// SPDX-License-Identifier: GPL-2.0
/* The pointer is kept in an atomic number. */
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static atomic_long_t slot;

static int setup(void)
{
	u8 *buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!buffer)
		return -ENOMEM;
	memset(buffer, 1, SZ_8M);
	atomic_long_set(&slot, (long)buffer);
	return 0;
}

static void teardown(void)
{
	kfree((void *)atomic_long_xchg(&slot, 0));
}

static int __init handle_atomic_init(void)
{
	return setup();
}

static void __exit handle_atomic_exit(void)
{
	teardown();
}

module_init(handle_atomic_init);
module_exit(handle_atomic_exit);

MODULE_DESCRIPTION("kmcheck case: handle_atomic");
MODULE_LICENSE("GPL");
