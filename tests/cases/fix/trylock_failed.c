// SPDX-License-Identifier: GPL-2.0
/* Freed where a lock could not be taken. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static u8 *buffer;
static int users;

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	if (!spin_trylock(&lock)) {
		kfree(buffer);
		return;
	}
	users--;
	spin_unlock(&lock);
	kfree(buffer);
}

static int __init trylock_failed_init(void)
{
	return setup();
}

static void __exit trylock_failed_exit(void)
{
	teardown();
}

module_init(trylock_failed_init);
module_exit(trylock_failed_exit);

MODULE_DESCRIPTION("kmcheck case: trylock_failed");
MODULE_LICENSE("GPL");
