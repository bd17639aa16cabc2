// SPDX-License-Identifier: GPL-2.0
/* Static keys and asm goto: both ways are alive. */
#include <linux/jump_label.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

static DEFINE_STATIC_KEY_FALSE(big_rings);
static DEFINE_STATIC_KEY_TRUE(small_rings);

void *static_branch_unlikely_path(void)
{
	if (static_branch_unlikely(&big_rings))
		return kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	return kmalloc(SZ_64K, GFP_KERNEL);		/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(static_branch_unlikely_path);

void *static_branch_likely_path(void)
{
	size_t len = SZ_16M;

	if (static_branch_likely(&small_rings))
		len = SZ_4K;
	__km_range(len);			/* range: [4096,4096] u [16777216,16777216] */
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(static_branch_likely_path);

void *static_branch_toggle(bool on)
{
	if (on)
		static_branch_enable(&big_rings);
	else
		static_branch_disable(&small_rings);
	return kmalloc(SZ_4K, GFP_KERNEL);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(static_branch_toggle);

MODULE_DESCRIPTION("kmcheck case: static branch");
MODULE_LICENSE("GPL");
