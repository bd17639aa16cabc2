// SPDX-License-Identifier: GPL-2.0
/* A helper holds the lock for a scope, and has dropped it when it returns. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static u8 *buffer;
static u8 *current_buffer;

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 1, SZ_8M);
	current_buffer = buffer;
	return 0;
}

static void forget(void)
{
	guard(spinlock)(&lock);

	current_buffer = NULL;
}

static void teardown(void)
{
	forget();
	kfree(buffer);
}

static int __init lock_guard_init(void)
{
	return setup();
}

static void __exit lock_guard_exit(void)
{
	teardown();
}

module_init(lock_guard_init);
module_exit(lock_guard_exit);

MODULE_DESCRIPTION("kmcheck case: lock_guard");
MODULE_LICENSE("GPL");
