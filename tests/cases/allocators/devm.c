// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.1 6.12 */
/*
 * devm allocations have a header of 40 bytes on x86_64 (5.15 to 7.0): the
 * limit is 4194264.
 */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/slab.h>

void devm_plain(struct device *dev)
{
	devm_kfree(dev, devm_kmalloc(dev, 4194264, GFP_KERNEL));	/* ok: oversize-constant */
	devm_kfree(dev, devm_kmalloc(dev, 4194265, GFP_KERNEL));	/* expect: error[oversize-constant] */
	devm_kfree(dev, devm_kzalloc(dev, 4194264, GFP_KERNEL));	/* ok: oversize-constant */
	devm_kfree(dev, devm_kzalloc(dev, 4194265, GFP_KERNEL));	/* expect: error[oversize-constant] */
	devm_kfree(dev, devm_kzalloc(dev, KMALLOC_MAX_SIZE, GFP_KERNEL));	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(devm_plain);

void devm_arrays(struct device *dev)
{
	devm_kfree(dev, devm_kmalloc_array(dev, 524283, 8, GFP_KERNEL));	/* ok: oversize-constant -- 4194264 */
	devm_kfree(dev, devm_kmalloc_array(dev, 524284, 8, GFP_KERNEL));	/* expect: error[oversize-constant] */
	devm_kfree(dev, devm_kcalloc(dev, 1023, 4096, GFP_KERNEL));	/* ok: oversize-constant */
	devm_kfree(dev, devm_kcalloc(dev, 1024, 4096, GFP_KERNEL));	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(devm_arrays);

void devm_others(struct device *dev, void *p)
{
	devm_kfree(dev, devm_kmemdup(dev, p, 4194264, GFP_KERNEL));	/* ok: oversize-constant */
	devm_kfree(dev, devm_kmemdup(dev, p, 4194265, GFP_KERNEL));	/* expect: error[oversize-constant] */
	p = devm_krealloc(dev, p, 4194264, GFP_KERNEL);			/* ok: oversize-constant */
	p = devm_krealloc(dev, p, 4194265, GFP_KERNEL);			/* expect: error[oversize-constant] */
	devm_kfree(dev, devm_kstrdup(dev, "name", GFP_KERNEL));		/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(devm_others);

static void nothing(struct device *dev, void *res)
{
}

void devm_devres(void)
{
	devres_free(devres_alloc(nothing, 4194264, GFP_KERNEL));	/* ok: oversize-constant */
	devres_free(devres_alloc(nothing, 4194265, GFP_KERNEL));	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(devm_devres);

MODULE_DESCRIPTION("kmcheck case: devm");
MODULE_LICENSE("GPL");
