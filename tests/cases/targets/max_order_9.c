// SPDX-License-Identifier: GPL-2.0
/* test-options: --max-order 9 */
/* A configuration with a smaller largest order: 2 MiB. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *max_order_9_at(void)
{
	return kmalloc(SZ_2M, GFP_KERNEL);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(max_order_9_at);

void *max_order_9_over(void)
{
	return kmalloc(SZ_2M + 1, GFP_KERNEL);	/* expect: error[oversize-constant] "2097153" */
}
EXPORT_SYMBOL_GPL(max_order_9_over);

void *max_order_9_devm(struct device *dev)
{
	return devm_kzalloc(dev, SZ_2M, GFP_KERNEL);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(max_order_9_devm);

void *max_order_9_kernel_macro(void)
{
	/* The header's own macro says 4 MiB; the target that was asked for has 2. */
	return kmalloc(SZ_4M, GFP_KERNEL);	/* expect: error[oversize-constant] "4194304" */
}
EXPORT_SYMBOL_GPL(max_order_9_kernel_macro);

MODULE_DESCRIPTION("kmcheck case: max order 9");
MODULE_LICENSE("GPL");
