// SPDX-License-Identifier: GPL-2.0
/* Page-level calls: the largest order and the one above it. */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void pages_free_pages(void)
{
	free_pages(__get_free_pages(GFP_KERNEL, 10), 10);	/* ok: oversize-constant */
	free_pages(__get_free_pages(GFP_KERNEL, 11), 11);	/* expect: error[oversize-constant] */
	free_pages(__get_free_pages(GFP_KERNEL, get_order(SZ_4M)), 10);	/* ok: oversize-constant */
	free_pages(__get_free_pages(GFP_KERNEL, get_order(SZ_4M + 1)), 11);	/* expect: error[oversize-constant] */
	free_pages(__get_dma_pages(GFP_KERNEL, 10), 10);	/* ok: oversize-constant */
	free_pages(__get_dma_pages(GFP_KERNEL, 11), 11);	/* expect: error[oversize-constant] */
	free_page(__get_free_page(GFP_KERNEL));			/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(pages_free_pages);

struct page *pages_alloc(unsigned int which, int node)
{
	switch (which) {
	case 0:
		return alloc_pages(GFP_KERNEL, 10);		/* ok: oversize-constant */
	case 1:
		return alloc_pages(GFP_KERNEL, 11);		/* expect: error[oversize-constant] */
	case 2:
		return alloc_pages_node(node, GFP_KERNEL, 10);	/* ok: oversize-constant */
	case 3:
		return alloc_pages_node(node, GFP_KERNEL, 11);	/* expect: error[oversize-constant] */
	case 4:
		return &folio_alloc(GFP_KERNEL, 10)->page;	/* ok: oversize-constant */
	case 5:
		return &folio_alloc(GFP_KERNEL, 11)->page;	/* expect: error[oversize-constant] */
	}
	return alloc_page(GFP_KERNEL);				/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(pages_alloc);

void pages_exact(int node)
{
	free_pages_exact(alloc_pages_exact(SZ_4M, GFP_KERNEL), SZ_4M);	/* ok: oversize-constant */
	free_pages_exact(alloc_pages_exact(SZ_4M + 1, GFP_KERNEL), SZ_4M + 1);	/* expect: error[oversize-constant] "4194305" */
	free_pages_exact(alloc_pages_exact(SZ_1M * 3, GFP_KERNEL), SZ_1M * 3);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(pages_exact);

struct page *pages_order_bound(unsigned int order)
{
	if (order > 12)
		return NULL;
	return alloc_pages(GFP_KERNEL, order);	/* expect: warning[oversize-bound] */
}
EXPORT_SYMBOL_GPL(pages_order_bound);

struct page *pages_order_bound_right(unsigned int order)
{
	if (order > 10)
		return NULL;
	return alloc_pages(GFP_KERNEL, order);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(pages_order_bound_right);

MODULE_DESCRIPTION("kmcheck case: pages");
MODULE_LICENSE("GPL");
