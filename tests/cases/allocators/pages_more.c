// SPDX-License-Identifier: GPL-2.0
/* More ways to pages, and to parts of them. */
#include <linux/gfp.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/skbuff.h>

void pages_more_orders(int node, struct page **out)
{
	out[0] = __alloc_pages(GFP_KERNEL, 10, node, NULL);	/* ok: oversize-constant */
	out[1] = __alloc_pages(GFP_KERNEL, 11, node, NULL);	/* expect: error[oversize-constant] "8388608" */
	out[2] = dev_alloc_pages(10);				/* ok: oversize-constant */
	out[3] = dev_alloc_pages(11);				/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(pages_more_orders);

void pages_more_exact(int node)
{
	void *p = alloc_pages_exact_nid(node, 4194304, GFP_KERNEL);	/* ok: oversize-constant */

	free_pages_exact(p, 4194304);
	p = alloc_pages_exact_nid(node, 4194305, GFP_KERNEL);	/* expect: error[oversize-constant] "4194305" */
	free_pages_exact(p, 4194305);
}
EXPORT_SYMBOL_GPL(pages_more_exact);

void pages_more_fragments(struct page_frag_cache *cache, void **out)
{
	out[0] = page_frag_alloc(cache, 32768, GFP_ATOMIC);	/* ok: oversize-constant */
	out[1] = page_frag_alloc(cache, 32769, GFP_ATOMIC);	/* expect: error[oversize-constant] "32769" */
	out[2] = netdev_alloc_frag(32768);			/* ok: oversize-constant */
	out[3] = netdev_alloc_frag(32769);			/* expect: error[oversize-constant] "32769" */
}
EXPORT_SYMBOL_GPL(pages_more_fragments);

int pages_more_pool(mempool_t *pool)
{
	return mempool_init_page_pool(pool, 2, 10);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(pages_more_pool);

int pages_more_pool_over(mempool_t *pool)
{
	return mempool_init_page_pool(pool, 2, 11);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(pages_more_pool_over);

MODULE_DESCRIPTION("kmcheck case: more pages");
MODULE_LICENSE("GPL");
