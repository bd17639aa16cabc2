// SPDX-License-Identifier: GPL-2.0
/* A kmem_cache's object must fit one slab. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct kmem_cache *cache;

int caches_at(void)
{
	cache = kmem_cache_create("km-at", 4194304, 0, 0, NULL);	/* ok: oversize-constant */
	return cache ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(caches_at);

int caches_over(void)
{
	cache = kmem_cache_create("km-over", 4194305, 0, 0, NULL);	/* expect: error[oversize-constant] "4194305" */
	return cache ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(caches_over);

struct giant {
	u8 data[SZ_8M];
};

struct large {
	u8 data[SZ_4M];
};

int caches_typed(void)
{
	cache = KMEM_CACHE(large, 0);	/* ok: oversize-constant */
	cache = KMEM_CACHE(giant, 0);	/* expect: error[oversize-constant] "8388608" */
	return cache ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(caches_typed);

void *caches_object(void)
{
	return kmem_cache_alloc(cache, GFP_KERNEL);	/* ok: oversize-constant -- its size was judged above */
}
EXPORT_SYMBOL_GPL(caches_object);

MODULE_DESCRIPTION("kmcheck case: caches");
MODULE_LICENSE("GPL");
