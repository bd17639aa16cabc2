// SPDX-License-Identifier: GPL-2.0
/* The helper clamps: its callers may pass anything. */
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/slab.h>

static u32 sane_depth(u32 depth)
{
	if (depth < 16)
		return 16;
	if (depth > 4096)
		return 4096;
	return depth;
}

static u32 lax_depth(u32 depth)
{
	return clamp(depth, 16u, 1u << 20);
}

void *helper_clamps_sane(u32 depth)
{
	return kcalloc(sane_depth(depth), 64, GFP_KERNEL);	/* ok: oversize-bound -- 256 KiB */
}
EXPORT_SYMBOL_GPL(helper_clamps_sane);

void *helper_clamps_lax(u32 depth)
{
	return kcalloc(lax_depth(depth), 64, GFP_KERNEL);	/* expect: warning[oversize-bound] "67108864" */
}
EXPORT_SYMBOL_GPL(helper_clamps_lax);

MODULE_DESCRIPTION("kmcheck case: helper clamps");
MODULE_LICENSE("GPL");
