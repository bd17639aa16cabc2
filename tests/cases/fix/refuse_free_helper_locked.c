// SPDX-License-Identifier: GPL-2.0
/* A helper frees, and one caller holds a lock. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);

static void drop(void *p)
{
	kfree(p);
}

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "interrupts are off" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		drop(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	spin_lock_irq(&lock);
	drop(refused);
	spin_unlock_irq(&lock);
	refused = NULL;
	drop(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_free_helper_locked_init(void)
{
	return setup();
}

static void __exit refuse_free_helper_locked_exit(void)
{
	teardown();
}

module_init(refuse_free_helper_locked_init);
module_exit(refuse_free_helper_locked_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_free_helper_locked");
MODULE_LICENSE("GPL");
