// SPDX-License-Identifier: GPL-2.0
/* The lock is taken and dropped by macros with a loop around them. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#define take(lock) do { spin_lock(lock); } while (0)
#define drop(lock) do { spin_unlock(lock); } while (0)

static DEFINE_SPINLOCK(lock);
static u8 *buffer;

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return buffer ? 0 : -ENOMEM;
}

static void teardown(void)
{
	u8 *p;

	take(&lock);
	p = buffer;
	buffer = NULL;
	drop(&lock);
	kfree(p);
}

static int __init lock_macro_init(void)
{
	return setup();
}

static void __exit lock_macro_exit(void)
{
	teardown();
}

module_init(lock_macro_init);
module_exit(lock_macro_exit);

MODULE_DESCRIPTION("kmcheck case: lock_macro");
MODULE_LICENSE("GPL");
