// SPDX-License-Identifier: GPL-2.0
/* test-vm: warns */
#include <linux/module.h>
#include <linux/slab.h>

#include "../km.h"

#define SLOT_BYTES 64
#define MAX_SLOTS (2 * KMALLOC_MAX_SIZE / SLOT_BYTES)

static unsigned int slots = MAX_SLOTS;
module_param(slots, uint, 0);

static void *pool_new(unsigned int n)
{
	if (n > MAX_SLOTS)
		return NULL;
	return kmalloc_array(n, SLOT_BYTES, GFP_KERNEL);	/* expect: warning[oversize-bound] */
}

/* The same, with a bound that holds. */
static void *pool_new_small(unsigned int n)
{
	n = min_t(unsigned int, n, KMALLOC_MAX_SIZE / SLOT_BYTES);
	return kmalloc_array(n, SLOT_BYTES, GFP_KERNEL);	/* ok: oversize-bound */
}

static int __init bound_init(void)
{
	void *pool = pool_new(slots);
	void *small = pool_new_small(slots);

	__km_got(pool, MAX_SLOTS * SLOT_BYTES);	/* vm: fails, then works */
	__km_got(small, KMALLOC_MAX_SIZE);	/* vm: works */
	kfree(pool);
	kfree(small);
	return 0;
}

static void __exit bound_exit(void)
{
}

module_init(bound_init);
module_exit(bound_exit);
MODULE_LICENSE("GPL");
