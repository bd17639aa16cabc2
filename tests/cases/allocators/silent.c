// SPDX-License-Identifier: GPL-2.0
/*
 * Not kmalloc: nothing to say about vmalloc, kvmalloc below INT_MAX, or DMA
 * memory.
 */
#include <linux/dma-mapping.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <net/sock.h>

void silent_kv(int node)
{
	kvfree(kvmalloc(SZ_64M, GFP_KERNEL));			/* ok: oversize-constant */
	kvfree(kvzalloc_node(SZ_64M, GFP_KERNEL, node));	/* ok: oversize-constant */
	kvfree(kvzalloc_node(INT_MAX + 1UL, GFP_KERNEL, node));	/* expect: error[oversize-constant] "2147483648" */
	kvfree(kvcalloc(SZ_1M, 64, GFP_KERNEL));		/* ok: oversize-constant */
	kvfree(kvcalloc(SZ_1G, 2, GFP_KERNEL));			/* expect: error[oversize-constant] "2147483648" */
	kvfree(kvmalloc(INT_MAX, GFP_KERNEL));			/* ok: oversize-constant */
	kvfree(kvmalloc(INT_MAX + 1UL, GFP_KERNEL));		/* expect: error[oversize-constant] "2147483648" */
}
EXPORT_SYMBOL_GPL(silent_kv);

void silent_v(void)
{
	vfree(vmalloc(SZ_1G));			/* ok: oversize-constant */
	vfree(vzalloc(SZ_64M));			/* ok: oversize-constant */
	vfree(vmalloc_user(SZ_64M));		/* ok: oversize-constant */
	vfree(vcalloc(SZ_1M, 64));		/* ok: oversize-constant */
	vfree(vmalloc_array(SZ_1M, 64));	/* ok: oversize-constant */
	vfree(vmalloc_node(SZ_64M, 0));		/* ok: oversize-constant */
	vfree(vzalloc_node(SZ_64M, 0));		/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(silent_v);

void *silent_dma(struct device *dev, dma_addr_t *handle)
{
	return dma_alloc_coherent(dev, SZ_16M, handle, GFP_KERNEL);	/* ok: oversize-constant -- CMA or an IOMMU decide */
}
EXPORT_SYMBOL_GPL(silent_dma);

void *silent_sock(struct sock *sk)
{
	return sock_kmalloc(sk, SZ_8M, GFP_KERNEL);	/* ok: oversize-constant -- optmem_max is the limit there */
}
EXPORT_SYMBOL_GPL(silent_sock);

MODULE_DESCRIPTION("kmcheck case: silent");
MODULE_LICENSE("GPL");
