// SPDX-License-Identifier: GPL-2.0
/* The slab family's one-size forms, at the limit and one byte over. */
#include <linux/module.h>
#include <linux/slab.h>

void slab_plain_kmalloc(int node)
{
	kfree(kmalloc(4194304, GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(4194305, GFP_KERNEL));		/* expect: error[oversize-constant] "4194305" */
	kfree(kzalloc(4194304, GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kzalloc(4194305, GFP_KERNEL));		/* expect: error[oversize-constant] "4194305" */
	kfree(kmalloc_node(4194304, GFP_KERNEL, node));	/* ok: oversize-constant */
	kfree(kmalloc_node(4194305, GFP_KERNEL, node));	/* expect: error[oversize-constant] "4194305" */
	kfree(kzalloc_node(4194304, GFP_KERNEL, node));	/* ok: oversize-constant */
	kfree(kzalloc_node(4194305, GFP_KERNEL, node));	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(slab_plain_kmalloc);

void slab_plain_track_caller(int node)
{
	kfree(kmalloc_track_caller(4194304, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc_track_caller(4194305, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	/* ok-below: oversize-constant */
	kfree(kmalloc_node_track_caller(4194304, GFP_KERNEL, node));
	/* expect-below: error[oversize-constant] "4194305" */
	kfree(kmalloc_node_track_caller(4194305, GFP_KERNEL, node));
}
EXPORT_SYMBOL_GPL(slab_plain_track_caller);

MODULE_DESCRIPTION("kmcheck case: slab plain");
MODULE_LICENSE("GPL");
