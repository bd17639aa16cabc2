// SPDX-License-Identifier: GPL-2.0
/* Allocated under a spinlock. */
/* test-tree: 6.1 6.12 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static u8 *refused, *twin;

static int setup(void)
{
	spin_lock(&lock);
	refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "spinlock is held" */
	spin_unlock(&lock);
	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return refused && twin ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree(twin);
	kfree(refused);
}

static int __init refuse_alloc_locked_init(void)
{
	return setup();
}

static void __exit refuse_alloc_locked_exit(void)
{
	teardown();
}

module_init(refuse_alloc_locked_init);
module_exit(refuse_alloc_locked_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_alloc_locked");
MODULE_LICENSE("GPL");
