// SPDX-License-Identifier: GPL-2.0
/* test-options: --rules tests/cases/rules/own.rules */
/* A project's own allocator, which only its rules file describes. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/slab.h>

struct own_pool {
	void *(*take)(struct own_pool *pool, size_t count, size_t size);
	void (*give)(struct own_pool *pool, void *p);
};

void *own_pool_take(struct own_pool *pool, size_t count, size_t size)
{
	return pool->take(pool, count, size);
}
EXPORT_SYMBOL_GPL(own_pool_take);

void own_pool_give(struct own_pool *pool, void *p)
{
	pool->give(pool, p);
}
EXPORT_SYMBOL_GPL(own_pool_give);

void own_wrapper_constants(struct own_pool *pool)
{
	own_pool_give(pool, own_pool_take(pool, 1024, 4096));	/* ok: oversize-constant -- exactly the limit */
	own_pool_give(pool, own_pool_take(pool, 1024, 4097));	/* expect: error[oversize-constant] "4195328" */
}
EXPORT_SYMBOL_GPL(own_wrapper_constants);

void *own_wrapper_bound(struct own_pool *pool, u32 n)
{
	if (n > 65536)
		return NULL;
	own_pool_give(pool, own_pool_take(pool, n, 64));	/* ok: oversize-bound -- exactly the limit */
	return own_pool_take(pool, n, 65);	/* expect: warning[oversize-bound] "4259840" */
}
EXPORT_SYMBOL_GPL(own_wrapper_bound);

void *own_pool_slot(struct own_pool *pool, size_t size)
{
	return pool->take(pool, 1, size);
}
EXPORT_SYMBOL_GPL(own_pool_slot);

void own_wrapper_slots(struct own_pool *pool)
{
	own_pool_give(pool, own_pool_slot(pool, 8192));	/* ok: oversize-constant -- two pages, the limit */
	own_pool_give(pool, own_pool_slot(pool, 8193));	/* expect: error[oversize-constant] "8193" */
}
EXPORT_SYMBOL_GPL(own_wrapper_slots);

MODULE_DESCRIPTION("kmcheck case: own wrapper");
MODULE_LICENSE("GPL");
