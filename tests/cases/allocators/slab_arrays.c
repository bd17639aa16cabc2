// SPDX-License-Identifier: GPL-2.0
/* The slab family's count-times-size forms. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void slab_arrays_plain(void)
{
	kfree(kmalloc_array(524288, 8, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc_array(524289, 8, GFP_KERNEL));	/* expect: error[oversize-constant] "4194312" */
	kfree(kmalloc_array(1, 4194305, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kfree(kcalloc(4194304, 1, GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kcalloc(4194305, 1, GFP_KERNEL));		/* expect: error[oversize-constant] "4194305" */
	kfree(kcalloc(0, SZ_16M, GFP_KERNEL));		/* ok: oversize-constant -- nothing of much is nothing */
}
EXPORT_SYMBOL_GPL(slab_arrays_plain);

void slab_arrays_nodes(int node)
{
	kfree(kmalloc_array_node(1024, 4096, GFP_KERNEL, node));	/* ok: oversize-constant */
	kfree(kmalloc_array_node(1024, 4097, GFP_KERNEL, node));	/* expect: error[oversize-constant] "4195328" */
	kfree(kcalloc_node(1024, 4096, GFP_KERNEL, node));		/* ok: oversize-constant */
	kfree(kcalloc_node(1024, 4097, GFP_KERNEL, node));		/* expect: error[oversize-constant] "4195328" */
}
EXPORT_SYMBOL_GPL(slab_arrays_nodes);

MODULE_DESCRIPTION("kmcheck case: slab arrays");
MODULE_LICENSE("GPL");
