// SPDX-License-Identifier: GPL-2.0
/* test-tree: 7.2 */
/* From 7.1 on the devm header is 56 bytes on x86_64: the limit is 4194248. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/slab.h>

void devm_7_2_plain(struct device *dev)
{
	devm_kfree(dev, devm_kmalloc(dev, 4194248, GFP_KERNEL));	/* ok: oversize-constant */
	devm_kfree(dev, devm_kmalloc(dev, 4194249, GFP_KERNEL));	/* expect: error[oversize-constant] */
	devm_kfree(dev, devm_kcalloc(dev, 524281, 8, GFP_KERNEL));	/* ok: oversize-constant -- 4194248 */
	devm_kfree(dev, devm_kcalloc(dev, 524282, 8, GFP_KERNEL));	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(devm_7_2_plain);

MODULE_DESCRIPTION("kmcheck case: devm 7 2");
MODULE_LICENSE("GPL");
