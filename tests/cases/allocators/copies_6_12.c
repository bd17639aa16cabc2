// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.12 7.2 */
/* Copies of arrays, in 6.12 and later. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

void copies_6_12_arrays(const void *src)
{
	kfree(kmemdup_array(src, 65536, 64, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmemdup_array(src, 65537, 64, GFP_KERNEL));	/* expect: error[oversize-constant] "4194368" */
}
EXPORT_SYMBOL_GPL(copies_6_12_arrays);

MODULE_DESCRIPTION("kmcheck case: copies 6 12");
MODULE_LICENSE("GPL");
