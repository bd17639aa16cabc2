// SPDX-License-Identifier: GPL-2.0
/* test-options: --arch arm64 --page-size 64k */
/* arm64 with 64 KiB pages gives 512 MiB: what fails on x86_64 fits. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *arm64_64k_eight_mib(void)
{
	return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(arm64_64k_eight_mib);

void *arm64_64k_at(void)
{
	return kmalloc(SZ_512M, GFP_KERNEL);	/* ok: oversize-constant -- exactly the limit */
}
EXPORT_SYMBOL_GPL(arm64_64k_at);

void *arm64_64k_over(void)
{
	return kmalloc(SZ_512M + 1, GFP_KERNEL);	/* expect: error[oversize-constant] "536870913" */
}
EXPORT_SYMBOL_GPL(arm64_64k_over);

void *arm64_64k_pages(void)
{
	return kmalloc(64 * PAGE_SIZE << 5, GFP_KERNEL);	/* ok: oversize-constant -- 128 MiB there */
}
EXPORT_SYMBOL_GPL(arm64_64k_pages);

MODULE_DESCRIPTION("kmcheck case: arm64 64k");
MODULE_LICENSE("GPL");
