// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.12 */
/* Managed arrays that came after 6.1; their header is 40 bytes there. */
#include <linux/device.h>
#include <linux/module.h>

void devm_6_12_arrays(struct device *dev, void *old, void **out)
{
	out[0] = devm_krealloc_array(dev, old, 4194264, 1, GFP_KERNEL);	/* ok: oversize-constant */
	out[1] = devm_krealloc_array(dev, old, 4194265, 1, GFP_KERNEL);	/* expect: error[oversize-constant] "4194265" */
	out[2] = devm_kmemdup_array(dev, old, 4194264, 1, GFP_KERNEL);	/* ok: oversize-constant */
	out[3] = devm_kmemdup_array(dev, old, 4194265, 1, GFP_KERNEL);	/* expect: error[oversize-constant] "4194265" */
}
EXPORT_SYMBOL_GPL(devm_6_12_arrays);

MODULE_DESCRIPTION("kmcheck case: newer managed arrays");
MODULE_LICENSE("GPL");
