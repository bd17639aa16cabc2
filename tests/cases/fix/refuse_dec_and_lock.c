// SPDX-License-Identifier: GPL-2.0
/* The last user gets the lock, and frees under it. */
#include <linux/module.h>
#include <linux/refcount.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static refcount_t users = REFCOUNT_INIT(1);
static u8 *buffer, *twin;

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "spinlock is held" */
	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer || !twin) {
		kfree(buffer);
		kfree(twin);
		return -ENOMEM;
	}
	return 0;
}

static void teardown(void)
{
	if (refcount_dec_and_lock(&users, &lock)) {
		kfree(buffer);
		spin_unlock(&lock);
	}
	kfree(twin);
}

static int __init refuse_dec_and_lock_init(void)
{
	return setup();
}

static void __exit refuse_dec_and_lock_exit(void)
{
	teardown();
}

module_init(refuse_dec_and_lock_init);
module_exit(refuse_dec_and_lock_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_dec_and_lock");
MODULE_LICENSE("GPL");
