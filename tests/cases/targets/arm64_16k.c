// SPDX-License-Identifier: GPL-2.0
/* test-options: --arch arm64 --page-size 16k */
/* arm64 with 16 KiB pages gives 32 MiB. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *arm64_16k_at(void)
{
	return kmalloc(SZ_32M, GFP_KERNEL);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(arm64_16k_at);

void *arm64_16k_over(void)
{
	return kmalloc(SZ_32M + 1, GFP_KERNEL);	/* expect: error[oversize-constant] "33554433" */
}
EXPORT_SYMBOL_GPL(arm64_16k_over);

MODULE_DESCRIPTION("kmcheck case: arm64 16k");
MODULE_LICENSE("GPL");
