// SPDX-License-Identifier: GPL-2.0
/* The kv family and what is made of it: INT_MAX is its ceiling. */
#include <linux/bpf.h>
#include <linux/bpfptr.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <rdma/uverbs_ioctl.h>

#define KV_OVER (INT_MAX + 1UL)

void kv_forms_plain(int node)
{
	kvfree(kvzalloc(INT_MAX, GFP_KERNEL));		/* ok: oversize-constant */
	kvfree(kvzalloc(KV_OVER, GFP_KERNEL));		/* expect: error[oversize-constant] "2147483648" */
	kvfree(kvmalloc_node(INT_MAX, GFP_KERNEL, node));	/* ok: oversize-constant */
	kvfree(kvmalloc_node(KV_OVER, GFP_KERNEL, node));	/* expect: error[oversize-constant] "2147483648" */
	kvfree(kvmalloc_array(INT_MAX, 1, GFP_KERNEL));	/* ok: oversize-constant */
	kvfree(kvmalloc_array(1 << 30, 2, GFP_KERNEL));	/* expect: error[oversize-constant] "2147483648" */
}
EXPORT_SYMBOL_GPL(kv_forms_plain);

void kv_forms_user(const void __user *from, bpfptr_t both)
{
	void *p = vmemdup_user(from, INT_MAX);		/* ok: oversize-constant */

	if (!IS_ERR(p))
		kvfree(p);
	p = vmemdup_user(from, KV_OVER);		/* expect: error[oversize-constant] "2147483648" */
	if (!IS_ERR(p))
		kvfree(p);
	p = vmemdup_array_user(from, 1 << 30, 1);	/* ok: oversize-constant */
	if (!IS_ERR(p))
		kvfree(p);
	p = vmemdup_array_user(from, 1 << 30, 2);	/* expect: error[oversize-constant] "2147483648" */
	if (!IS_ERR(p))
		kvfree(p);
	p = kvmemdup_bpfptr(both, INT_MAX);		/* ok: oversize-constant */
	if (!IS_ERR(p))
		kvfree(p);
	p = kvmemdup_bpfptr(both, KV_OVER);		/* expect: error[oversize-constant] "2147483648" */
	if (!IS_ERR(p))
		kvfree(p);
}
EXPORT_SYMBOL_GPL(kv_forms_user);

void kv_forms_maps(struct bpf_map *map)
{
	kvfree(bpf_map_kvcalloc(map, INT_MAX, 1, GFP_KERNEL));	/* ok: oversize-constant */
	kvfree(bpf_map_kvcalloc(map, 1 << 30, 2, GFP_KERNEL));	/* expect: error[oversize-constant] "2147483648" */
	bpf_map_area_free(bpf_map_area_alloc(INT_MAX, NUMA_NO_NODE));	/* ok: oversize-constant */
	bpf_map_area_free(bpf_map_area_alloc(KV_OVER, NUMA_NO_NODE));	/* ok: oversize-constant -- vmalloc takes it */
}
EXPORT_SYMBOL_GPL(kv_forms_maps);

void kv_forms_verbs(struct uverbs_attr_bundle *bundle, void **out)
{
	out[0] = uverbs_alloc(bundle, INT_MAX - 4096);	/* ok: oversize-constant */
	out[1] = uverbs_alloc(bundle, KV_OVER);		/* expect: error[oversize-constant] "2147483648" */
	out[2] = uverbs_kcalloc(bundle, 1 << 20, 2);	/* ok: oversize-constant */
	out[3] = uverbs_kcalloc(bundle, 1 << 30, 2);	/* expect: error[oversize-constant] "2147483648" */
}
EXPORT_SYMBOL_GPL(kv_forms_verbs);

MODULE_DESCRIPTION("kmcheck case: kv forms");
MODULE_LICENSE("GPL");
