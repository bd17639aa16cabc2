// SPDX-License-Identifier: GPL-2.0
/* One helper frees under a lock for one caller, and the large buffer for another. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static void *small, *large;

static void drop(void *p)
{
	kfree(p);
}

static int setup(void)
{
	small = kmalloc(SZ_1K, GFP_KERNEL);
	large = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!small || !large) {
		drop(large);
		drop(small);
		return -ENOMEM;
	}
	memset(large, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	spin_lock(&lock);
	drop(small);
	spin_unlock(&lock);
	drop(large);
}

static int __init helper_own_call_init(void)
{
	return setup();
}

static void __exit helper_own_call_exit(void)
{
	teardown();
}

module_init(helper_own_call_init);
module_exit(helper_own_call_exit);

MODULE_DESCRIPTION("kmcheck case: helper_own_call");
MODULE_LICENSE("GPL");
