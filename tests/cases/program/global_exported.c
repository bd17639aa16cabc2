// SPDX-License-Identifier: GPL-2.0
/*
 * An exported variable may be set by others: its initial value bounds
 * nothing.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

unsigned int exported_bytes = SZ_64K;
EXPORT_SYMBOL_GPL(exported_bytes);

void *global_exported_get(void)
{
	return kmalloc(exported_bytes, GFP_KERNEL);	/* ok: oversize-bound -- set elsewhere, unknown */
}
EXPORT_SYMBOL_GPL(global_exported_get);

MODULE_DESCRIPTION("kmcheck case: global exported");
MODULE_LICENSE("GPL");
