// SPDX-License-Identifier: GPL-2.0
/* Rounding helpers on ranges; rounding up can cross the limit. */
#include <linux/align.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *helpers_rounding_align(u32 len)
{
	if (len > 1000)
		return NULL;
	__km_range(ALIGN(len, 64));		/* range: hull [0,1024] */
	return kmalloc(ALIGN(len, 64), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_rounding_align);

void *helpers_rounding_page_align(size_t len)
{
	if (len > SZ_4M - 100)
		return NULL;
	len = PAGE_ALIGN(len);
	__km_range(len);			/* range: hull [0,4194304] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- rounds up to the limit */
}
EXPORT_SYMBOL_GPL(helpers_rounding_page_align);

void *helpers_rounding_page_align_over(size_t len)
{
	if (len > SZ_4M)
		return NULL;
	len = PAGE_ALIGN(len + 16);
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "4198400" */
}
EXPORT_SYMBOL_GPL(helpers_rounding_page_align_over);

void *helpers_rounding_pow2(u32 n)
{
	if (n < 2 || n > 3000)
		return NULL;
	n = roundup_pow_of_two(n);
	__km_range(n);				/* range: hull [2,4096] */
	return kcalloc(n, 1024, GFP_KERNEL);	/* ok: oversize-bound -- exactly the limit */
}
EXPORT_SYMBOL_GPL(helpers_rounding_pow2);

void *helpers_rounding_pow2_over(u32 n)
{
	if (!n || n > 5000000)
		return NULL;
	return kmalloc(roundup_pow_of_two(n), GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(helpers_rounding_pow2_over);

void *helpers_rounding_pow2_down(u32 n)
{
	if (!n || n > 5000000)
		return NULL;
	n = rounddown_pow_of_two(n);
	__km_range(n);				/* range: hull [1,4194304] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound -- rounds down to the limit */
}
EXPORT_SYMBOL_GPL(helpers_rounding_pow2_down);

void *helpers_rounding_div_round_up(u32 bytes)
{
	u32 blocks;

	if (bytes > SZ_1M)
		return NULL;
	blocks = DIV_ROUND_UP(bytes, 512);
	__km_range(blocks);			/* range: [0,2048] */
	return kcalloc(blocks, 16, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_rounding_div_round_up);

void *helpers_rounding_roundup(u32 len)
{
	if (len > 5000)
		return NULL;
	__km_range(roundup(len, 48));		/* range: hull [0,5040] */
	__km_range(rounddown(len, 48));		/* range: hull [0,4992] */
	__km_range(round_up(len, 32));		/* range: hull [0,5024] */
	__km_range(round_down(len, 32));	/* range: hull [0,4992] */
	return kmalloc(roundup(len, 48), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_rounding_roundup);

MODULE_DESCRIPTION("kmcheck case: helpers rounding");
MODULE_LICENSE("GPL");
