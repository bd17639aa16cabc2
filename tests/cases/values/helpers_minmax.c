// SPDX-License-Identifier: GPL-2.0
/* min, max, clamp and their typed forms. */
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *helpers_minmax_min(u32 len)
{
	u32 n = min(len, 65536u);

	__km_range(n);				/* range: [0,65536] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_minmax_min);

void *helpers_minmax_min_too_large(size_t len)
{
	return kmalloc(min_t(size_t, len, SZ_16M), GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(helpers_minmax_min_too_large);

void *helpers_minmax_max(u32 len)
{
	u32 n = max(len, 4096u);

	__km_range(n);				/* range: [4096,4294967295] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound -- only bounded below */
}
EXPORT_SYMBOL_GPL(helpers_minmax_max);

void *helpers_minmax_max_of_large(u32 len)
{
	return kmalloc(max_t(u32, len, SZ_8M), GFP_KERNEL);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(helpers_minmax_max_of_large);

void *helpers_minmax_clamp(int len)
{
	int n = clamp(len, 16, 4096);

	__km_range(n);				/* range: [16,4096] */
	return kcalloc(n, 1024, GFP_KERNEL);	/* ok: oversize-bound -- exactly the limit */
}
EXPORT_SYMBOL_GPL(helpers_minmax_clamp);

void *helpers_minmax_clamp_too_large(u32 len)
{
	u32 n = clamp_val(len, 16, 8192);

	__km_range(n);				/* range: [16,8192] */
	return kcalloc(n, 1024, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(helpers_minmax_clamp_too_large);

void *helpers_minmax_min3(u32 a, u32 b)
{
	u32 n = min3(a, b, 100u);

	__km_range(n);				/* range: [0,100] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_minmax_min3);

void *helpers_minmax_min_of_signed(int len)
{
	/* min_t(int) lets a negative length through to a size_t. */
	int n = min_t(int, len, 4096);

	__km_range(n);				/* range: [-2147483648,4096] */
	if (n < 0)
		return NULL;
	__km_range(n);				/* range: [0,4096] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_minmax_min_of_signed);

void *helpers_minmax_min_not_zero(u32 len)
{
	u32 n = min_not_zero(len, 512u);

	__km_range(n);				/* range: [1,512] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_minmax_min_not_zero);

MODULE_DESCRIPTION("kmcheck case: helpers minmax");
MODULE_LICENSE("GPL");
