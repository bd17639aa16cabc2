// SPDX-License-Identifier: GPL-2.0
/* Bitmaps count bits: 33554432 of them are the limit. */
#include <linux/bitmap.h>
#include <linux/module.h>
#include <linux/slab.h>

void bitmaps_all(void)
{
	bitmap_free(bitmap_alloc(33554432, GFP_KERNEL));	/* ok: oversize-constant */
	bitmap_free(bitmap_alloc(33554433, GFP_KERNEL));	/* expect: error[oversize-constant] "4194312" */
	bitmap_free(bitmap_zalloc(33554432, GFP_KERNEL));	/* ok: oversize-constant */
	bitmap_free(bitmap_zalloc(33554433, GFP_KERNEL));	/* expect: error[oversize-constant] "4194312" */
}
EXPORT_SYMBOL_GPL(bitmaps_all);

MODULE_DESCRIPTION("kmcheck case: bitmaps");
MODULE_LICENSE("GPL");
