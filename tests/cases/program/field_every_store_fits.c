// SPDX-License-Identifier: GPL-2.0
/* Every store to the field stays below the limit. */
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct pool {
	size_t bytes;
	u32 slots;
	void *mem;
};

static void pool_init_default(struct pool *pool)
{
	pool->bytes = SZ_64K;
	pool->slots = 16;
}

void pool_resize(struct pool *pool, size_t bytes, u32 slots)
{
	pool->bytes = min_t(size_t, bytes, SZ_2M);
	if (slots <= 32)
		pool->slots = slots;
}
EXPORT_SYMBOL_GPL(pool_resize);

int pool_fill(struct pool *pool)
{
	if (!pool->bytes)
		pool_init_default(pool);
	pool->mem = kmalloc(pool->bytes, GFP_KERNEL);	/* ok: oversize-bound -- 2 MiB at most */
	if (!pool->mem)
		return -ENOMEM;
	kfree(pool->mem);
	pool->mem = kcalloc(pool->slots, SZ_64K, GFP_KERNEL);	/* ok: oversize-bound -- 32 slots at most */
	return pool->mem ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(pool_fill);

MODULE_DESCRIPTION("kmcheck case: field every store fits");
MODULE_LICENSE("GPL");
