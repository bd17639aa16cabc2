// SPDX-License-Identifier: GPL-2.0
/* The lock is taken by a helper; the twin is freed when another dropped it. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct shared {
	spinlock_t lock;
	unsigned long flags;
	u8 *buffer, *twin;
};

static struct shared shared;

static void shared_lock(struct shared *s)
{
	spin_lock_irqsave(&s->lock, s->flags);
}

static void shared_unlock(struct shared *s)
{
	spin_unlock_irqrestore(&s->lock, s->flags);
}

static int setup(void)
{
	spin_lock_init(&shared.lock);
	shared.buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "spinlock" */
	shared.twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return 0;
}

static void teardown(void)
{
	u8 *twin;

	shared_lock(&shared);
	kfree(shared.buffer);
	twin = shared.twin;
	shared_unlock(&shared);
	kfree(twin);
}

static int __init refuse_lock_helper_init(void)
{
	return setup();
}

static void __exit refuse_lock_helper_exit(void)
{
	teardown();
}

module_init(refuse_lock_helper_init);
module_exit(refuse_lock_helper_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_lock_helper");
MODULE_LICENSE("GPL");
