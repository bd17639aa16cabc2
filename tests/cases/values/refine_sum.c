// SPDX-License-Identifier: GPL-2.0
/* Bounds on a sum, with and without wrap. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

#define HDR	64

void *refine_sum_wide(u32 len)
{
	if ((u64)len + HDR > SZ_4M)
		return NULL;
	__km_range(len);			/* range: [0,4194240] */
	return kmalloc(len + HDR, GFP_KERNEL);	/* ok: oversize-bound -- exactly the limit */
}
EXPORT_SYMBOL_GPL(refine_sum_wide);

void *refine_sum_header_forgotten(u32 len)
{
	if (len > SZ_4M)
		return NULL;
	return kmalloc(len + HDR, GFP_KERNEL);	/* expect: warning[oversize-bound] "4194368" */
}
EXPORT_SYMBOL_GPL(refine_sum_header_forgotten);

void *refine_sum_wraps(u32 len)
{
	if (len + HDR > SZ_1M)		/* 0xffffffc0 and more pass */
		return NULL;
	__km_range(len);		/* range: [0,1048512] u [4294967232,4294967295] */
	return kmalloc(len + HDR, GFP_KERNEL);	/* ok: oversize-bound -- the same wrapped sum */
}
EXPORT_SYMBOL_GPL(refine_sum_wraps);

void *refine_sum_wrap_checked(u32 len)
{
	u32 total = len + HDR;

	if (total < len || total > SZ_1M)
		return NULL;
	__km_range(total);			/* range: [64,1048576] */
	__km_range(len);			/* range: [0,1048512] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_sum_wrap_checked);

void *refine_sum_moved(u32 len)
{
	if (len > SZ_4M - HDR)
		return NULL;
	__km_range(len + HDR);			/* range: [64,4194304] */
	return kmalloc(len + HDR, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_sum_moved);

void *refine_sum_minus(u32 len)
{
	u32 body;

	if (len < HDR || len > SZ_64K)
		return NULL;
	body = len - HDR;
	__km_range(body);			/* range: [0,65472] */
	return kmalloc(body, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_sum_minus);

void *refine_sum_minus_underflows(u32 len)
{
	u32 body;

	if (len > SZ_64K)
		return NULL;
	body = len - HDR;		/* shorter than the header: wraps */
	__km_range(body);			/* range: [0,65472] u [4294967232,4294967295] */
	return kmalloc(body + HDR, GFP_KERNEL);	/* ok: oversize-bound -- wraps back */
}
EXPORT_SYMBOL_GPL(refine_sum_minus_underflows);

MODULE_DESCRIPTION("kmcheck case: refine sum");
MODULE_LICENSE("GPL");
