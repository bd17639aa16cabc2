// SPDX-License-Identifier: GPL-2.0
/* The lock is dropped around the free and taken again. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static u8 *buffers[2];

static void teardown(void)
{
	unsigned int i;

	spin_lock(&lock);
	for (i = 0; i < ARRAY_SIZE(buffers); i++) {
		u8 *p = buffers[i];

		buffers[i] = NULL;
		spin_unlock(&lock);
		kfree(p);
		spin_lock(&lock);
	}
	spin_unlock(&lock);
}

static int setup(void)
{
	buffers[0] = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return buffers[0] ? 0 : -ENOMEM;
}

static int __init lock_dropped_init(void)
{
	return setup();
}

static void __exit lock_dropped_exit(void)
{
	teardown();
}

module_init(lock_dropped_init);
module_exit(lock_dropped_exit);

MODULE_DESCRIPTION("kmcheck case: lock_dropped");
MODULE_LICENSE("GPL");
