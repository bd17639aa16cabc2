// SPDX-License-Identifier: GPL-2.0
/* Flags and nodes change nothing about the limit. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void dma_flags_all(void)
{
	kfree(kmalloc(SZ_4M, GFP_ATOMIC));			/* ok: oversize-constant */
	kfree(kmalloc(SZ_8M, GFP_ATOMIC));			/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(SZ_8M, GFP_KERNEL | GFP_DMA));		/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(SZ_8M, GFP_KERNEL | __GFP_ZERO | __GFP_ACCOUNT)); /* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc_node(SZ_8M, GFP_KERNEL, 0));		/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(SZ_8M, GFP_KERNEL | __GFP_NOFAIL));	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(dma_flags_all);

void *dma_flags_no_fallback(void)
{
	/* A constant over the limit with no fallback stays an error. */
	return kmalloc(SZ_8M, GFP_KERNEL | __GFP_NOWARN);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(dma_flags_no_fallback);

MODULE_DESCRIPTION("kmcheck case: dma flags");
MODULE_LICENSE("GPL");
