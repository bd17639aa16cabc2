// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.12 7.2 */
/* Forms that came after 6.1. */
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

void *kv_forms_newer(const void *from, void *old, int node)
{
	kvfree(kvcalloc_node(INT_MAX, 1, GFP_KERNEL, node));	/* ok: oversize-constant */
	kvfree(kvcalloc_node(1 << 30, 2, GFP_KERNEL, node));	/* expect: error[oversize-constant] "2147483648" */
	kvfree(kvmemdup(from, INT_MAX, GFP_KERNEL));		/* ok: oversize-constant */
	kvfree(kvmemdup(from, INT_MAX + 1UL, GFP_KERNEL));	/* expect: error[oversize-constant] "2147483648" */
	old = kvrealloc(old, INT_MAX, GFP_KERNEL);		/* ok: oversize-constant */
	return kvrealloc(old, INT_MAX + 1UL, GFP_KERNEL);	/* expect: error[oversize-constant] "2147483648" */
}
EXPORT_SYMBOL_GPL(kv_forms_newer);

void kv_forms_buckets(kmem_buckets *buckets)
{
	kfree(kmem_buckets_alloc(buckets, 4194304, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmem_buckets_alloc(buckets, 4194305, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kfree(kmem_buckets_alloc_track_caller(buckets, 4194304, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmem_buckets_alloc_track_caller(buckets, 4194305, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kvfree(kmem_buckets_valloc(buckets, INT_MAX, GFP_KERNEL));	/* ok: oversize-constant */
	kvfree(kmem_buckets_valloc(buckets, INT_MAX + 1UL, GFP_KERNEL));	/* expect: error[oversize-constant] "2147483648" */
}
EXPORT_SYMBOL_GPL(kv_forms_buckets);

void *kv_forms_vrealloc(void *old)
{
	return vrealloc(old, 1UL << 31, GFP_KERNEL);	/* ok: oversize-constant -- as large as memory is */
}
EXPORT_SYMBOL_GPL(kv_forms_vrealloc);

MODULE_DESCRIPTION("kmcheck case: newer kv forms");
MODULE_LICENSE("GPL");
