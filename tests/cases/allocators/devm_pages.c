// SPDX-License-Identifier: GPL-2.0
/* devm pages and bitmaps. */
#include <linux/bitmap.h>
#include <linux/device.h>
#include <linux/gfp.h>
#include <linux/module.h>
#include <linux/slab.h>

void devm_pages_orders(struct device *dev)
{
	unsigned long addr;

	addr = devm_get_free_pages(dev, GFP_KERNEL, 10);	/* ok: oversize-constant */
	devm_free_pages(dev, addr);
	addr = devm_get_free_pages(dev, GFP_KERNEL, 11);	/* expect: error[oversize-constant] */
	devm_free_pages(dev, addr);
}
EXPORT_SYMBOL_GPL(devm_pages_orders);

void devm_pages_bitmap(struct device *dev)
{
	unsigned long *map;

	map = devm_bitmap_zalloc(dev, 33554432, GFP_KERNEL);	/* ok: oversize-constant -- 4 MiB of bits */
	map = devm_bitmap_zalloc(dev, 33554433, GFP_KERNEL);	/* expect: error[oversize-constant] "4194312" */
	if (map)
		set_bit(0, map);
}
EXPORT_SYMBOL_GPL(devm_pages_bitmap);

MODULE_DESCRIPTION("kmcheck case: devm pages");
MODULE_LICENSE("GPL");
