// SPDX-License-Identifier: GPL-2.0
/* Freed by functions that the kernel calls at once, where a lock is held. */
#include <linux/device.h>
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct held {
	struct device dev;
	u8 bytes[SZ_8M];
};

static DEFINE_SPINLOCK(lock);
static DEFINE_IDR(locked_ids);
static DEFINE_IDR(ids);

static int drop_locked(int id, void *memory, void *data)
{
	kfree(memory);
	return 0;
}

static int drop(int id, void *memory, void *data)
{
	kfree(memory);
	return 0;
}

static void held_release(struct device *dev)
{
	kfree(container_of(dev, struct held, dev));
}

struct held *refuse_called_locked_new(void);
struct held *refuse_called_locked_new(void)
{
	struct held *held = kzalloc(sizeof(*held), GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "a spinlock is held" */

	if (!held)
		return NULL;
	device_initialize(&held->dev);
	held->dev.release = held_release;
	return held;
}

void refuse_called_locked_put(struct held *held);
void refuse_called_locked_put(struct held *held)
{
	spin_lock(&lock);
	put_device(&held->dev);
	spin_unlock(&lock);
}

static int setup(void)
{
	void *first = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "a spinlock is held" */
	void *twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!first || !twin) {
		kfree(first);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	if (idr_alloc(&locked_ids, first, 0, 0, GFP_KERNEL) < 0 ||
	    idr_alloc(&ids, twin, 0, 0, GFP_KERNEL) < 0)
		return -EINVAL;
	return 0;
}

static void teardown(void)
{
	spin_lock(&lock);
	idr_for_each(&locked_ids, drop_locked, NULL);
	spin_unlock(&lock);
	idr_for_each(&ids, drop, NULL);
	idr_destroy(&locked_ids);
	idr_destroy(&ids);
}

static int __init refuse_called_locked_init(void)
{
	return setup();
}

static void __exit refuse_called_locked_exit(void)
{
	teardown();
}

module_init(refuse_called_locked_init);
module_exit(refuse_called_locked_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_called_locked");
MODULE_LICENSE("GPL");
