// SPDX-License-Identifier: GPL-2.0
/* SZ_*, PAGE_SIZE and the kernel's own limits. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void size_macros_sz(void)
{
	kfree(kmalloc(SZ_4M, GFP_KERNEL));		/* ok: oversize-constant -- exactly the limit */
	kfree(kmalloc(SZ_4M + 1, GFP_KERNEL));		/* expect: error[oversize-constant] "4194305" */
	kfree(kmalloc(SZ_2M + SZ_1M, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(SZ_8M, GFP_KERNEL));		/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(SZ_4G, GFP_KERNEL));		/* expect: error[oversize-constant] "4294967296" */
}
EXPORT_SYMBOL_GPL(size_macros_sz);

void size_macros_pages(void)
{
	kfree(kmalloc(PAGE_SIZE << 10, GFP_KERNEL));	/* ok: oversize-constant -- order 10 */
	kfree(kmalloc(PAGE_SIZE << 11, GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(1024 * PAGE_SIZE + 1, GFP_KERNEL)); /* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(size_macros_pages);

void size_macros_limits(void)
{
	kfree(kmalloc(KMALLOC_MAX_SIZE, GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kfree(kmalloc(KMALLOC_MAX_CACHE_SIZE + 1, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kcalloc(KMALLOC_MAX_SIZE / 8, 8, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kcalloc(KMALLOC_MAX_SIZE / 8 + 1, 8, GFP_KERNEL)); /* expect: error[oversize-constant] "4194312" */
}
EXPORT_SYMBOL_GPL(size_macros_limits);

MODULE_DESCRIPTION("kmcheck case: size macros");
MODULE_LICENSE("GPL");
