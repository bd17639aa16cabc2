// SPDX-License-Identifier: GPL-2.0
/*
 * packet_pool.c done right: the check counts bytes. 2048 slots of 2048 bytes
 * are exactly the 4 MiB that kmalloc() can give here, and KMALLOC_MAX_SIZE is
 * right on every other machine too.
 */
#include <linux/errno.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#define POOL_SLOT_BYTES	2048
#define POOL_MAX_SLOTS	(KMALLOC_MAX_SIZE / POOL_SLOT_BYTES)

static DEFINE_MUTEX(pool_lock);
static void *pool;

/* Called by the drivers that use the pool; their header declares it. */
int packet_pool_fixed_resize(unsigned int slots);

int packet_pool_fixed_resize(unsigned int slots)
{
	void *fresh;

	if (slots == 0 || slots > POOL_MAX_SLOTS)
		return -EINVAL;
	fresh = kmalloc_array(slots, POOL_SLOT_BYTES, GFP_KERNEL);
	if (!fresh)
		return -ENOMEM;

	mutex_lock(&pool_lock);
	swap(pool, fresh);
	mutex_unlock(&pool_lock);
	kfree(fresh);
	return 0;
}
EXPORT_SYMBOL_GPL(packet_pool_fixed_resize);

static int __init packet_pool_init(void)
{
	return packet_pool_fixed_resize(16);
}
module_init(packet_pool_init);

static void __exit packet_pool_exit(void)
{
	kfree(pool);
}
module_exit(packet_pool_exit);

MODULE_DESCRIPTION("kmcheck sample: no oversize-bound");
MODULE_LICENSE("GPL");
