// SPDX-License-Identifier: GPL-2.0
/* test-tree: 7.2 */
/* What came after 6.12; a managed allocation has a header of 56 bytes there. */
#include <linux/device.h>
#include <linux/gfp.h>
#include <linux/kfifo.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

void newest_managed(struct device *dev, const void *from, void *old, const void **out)
{
	out[0] = devm_krealloc_array(dev, old, 4194248, 1, GFP_KERNEL);	/* ok: oversize-constant */
	out[1] = devm_krealloc_array(dev, old, 4194249, 1, GFP_KERNEL);	/* expect: error[oversize-constant] "4194249" */
	out[2] = devm_kmemdup_const(dev, from, 4194248, GFP_KERNEL);	/* ok: oversize-constant */
	out[3] = devm_kmemdup_const(dev, from, 4194249, GFP_KERNEL);	/* expect: error[oversize-constant] "4194249" */
}
EXPORT_SYMBOL_GPL(newest_managed);

void *newest_realloc(void *old, int node)
{
	old = krealloc_node(old, 4194304, GFP_KERNEL, node);	/* ok: oversize-constant */
	old = krealloc_node(old, 4194305, GFP_KERNEL, node);	/* expect: error[oversize-constant] "4194305" */
	old = krealloc_node_align(old, 4194304, 8, GFP_KERNEL, node);	/* ok: oversize-constant */
	return krealloc_node_align(old, 4194305, 8, GFP_KERNEL, node);	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(newest_realloc);

int newest_fifo(int node)
{
	struct kfifo at, over;
	int error = kfifo_alloc_node(&at, 4194304, GFP_KERNEL, node);	/* ok: oversize-constant */

	if (!error)
		kfifo_free(&at);
	error = kfifo_alloc_node(&over, 4194305, GFP_KERNEL, node);	/* expect: error[oversize-constant] "8388608" */
	if (!error)
		kfifo_free(&over);
	return error;
}
EXPORT_SYMBOL_GPL(newest_fifo);

/* The order of what is there already has eight bits, which bound nothing. */
struct folio *newest_folio_like(struct folio *old)
{
	return folio_alloc(GFP_KERNEL, folio_order(old));	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(newest_folio_like);

MODULE_DESCRIPTION("kmcheck case: newest allocators");
MODULE_LICENSE("GPL");
