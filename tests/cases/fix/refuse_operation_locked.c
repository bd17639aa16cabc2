// SPDX-License-Identifier: GPL-2.0
/* An operation that frees is called under a spinlock. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct operations {
	void (*drop)(u8 *buffer);
	void (*end)(u8 *buffer);
};

static DEFINE_SPINLOCK(lock);
static u8 *buffer, *twin;

static void drop(u8 *dropped)
{
	kfree(dropped);
}

static void end(u8 *ended)
{
	kfree(ended);
}

static const struct operations operations = {
	.drop = drop,
	.end = end,
};
static const struct operations *ops = &operations;

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "spinlock is held" */
	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer || !twin) {
		ops->drop(buffer);
		ops->end(twin);
		return -ENOMEM;
	}
	return 0;
}

static void teardown(void)
{
	spin_lock(&lock);
	ops->drop(buffer);
	spin_unlock(&lock);
	ops->end(twin);
}

static int __init refuse_operation_locked_init(void)
{
	return setup();
}

static void __exit refuse_operation_locked_exit(void)
{
	teardown();
}

module_init(refuse_operation_locked_init);
module_exit(refuse_operation_locked_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_operation_locked");
MODULE_LICENSE("GPL");
