// SPDX-License-Identifier: GPL-2.0
/* Memory pools of kmalloc and of pages: the size of one element counts. */
#include <linux/mempool.h>
#include <linux/module.h>
#include <linux/slab.h>

void pools_create(void)
{
	mempool_destroy(mempool_create_kmalloc_pool(1, 4194304));	/* ok: oversize-constant */
	mempool_destroy(mempool_create_kmalloc_pool(1, 4194305));	/* expect: error[oversize-constant] "4194305" */
	mempool_destroy(mempool_create_kmalloc_pool(4096, 4096));	/* ok: oversize-constant -- many, not large */
	mempool_destroy(mempool_create_page_pool(1, 10));		/* ok: oversize-constant */
	mempool_destroy(mempool_create_page_pool(1, 11));		/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(pools_create);

int pools_init(mempool_t *small, mempool_t *large)
{
	int ret = mempool_init_kmalloc_pool(small, 1, 4194304);	/* ok: oversize-constant */

	if (ret)
		return ret;
	return mempool_init_kmalloc_pool(large, 1, 4194305);	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(pools_init);

MODULE_DESCRIPTION("kmcheck case: pools");
MODULE_LICENSE("GPL");
