// SPDX-License-Identifier: GPL-2.0
/* The lock is dropped at the end of the scope. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static u8 *buffer, *twin;

static void unlock(spinlock_t **held)
{
	spin_unlock(*held);
}

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "spinlock" */
	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return 0;
}

static void drop(void)
{
	spinlock_t *held __attribute__((cleanup(unlock))) = &lock;

	spin_lock(held);
	kfree(buffer);
	buffer = NULL;
}

static void teardown(void)
{
	drop();
	kfree(twin);
}

static int __init refuse_lock_cleanup_init(void)
{
	return setup();
}

static void __exit refuse_lock_cleanup_exit(void)
{
	teardown();
}

module_init(refuse_lock_cleanup_init);
module_exit(refuse_lock_cleanup_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_lock_cleanup");
MODULE_LICENSE("GPL");
