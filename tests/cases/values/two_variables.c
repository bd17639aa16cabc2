// SPDX-License-Identifier: GPL-2.0
/* One variable is compared with another that is bounded. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *two_variables_below(u32 len, u32 max)
{
	if (max > SZ_1M)
		max = SZ_1M;
	if (len > max)
		return NULL;
	__km_range(len);			/* range: [0,1048576] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(two_variables_below);

void *two_variables_checked_later(u32 len, u32 max)
{
	if (len > max)
		return NULL;
	if (max > SZ_1M)	/* after the comparison: it still holds */
		return NULL;
	__km_range(len);			/* range: [0,1048576] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(two_variables_checked_later);

void *two_variables_too_large(u32 len)
{
	u32 max = SZ_16M;

	if (len >= max)
		return NULL;
	__km_range(len);			/* range: [0,16777215] */
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777215" */
}
EXPORT_SYMBOL_GPL(two_variables_too_large);

void *two_variables_unknown(u32 len, u32 max)
{
	if (len > max)
		return NULL;
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- nothing is known of max */
}
EXPORT_SYMBOL_GPL(two_variables_unknown);

void *two_variables_difference(u32 start, u32 end)
{
	if (end > SZ_1M || start > end)
		return NULL;
	__km_range(end - start);			/* range: [0,1048576] */
	return kmalloc(end - start, GFP_KERNEL);	/* ok: oversize-bound -- cannot wrap */
}
EXPORT_SYMBOL_GPL(two_variables_difference);

void *two_variables_difference_wraps(u32 start, u32 end)
{
	if (end > SZ_1M || start > SZ_1M)
		return NULL;
	/* start may be the larger one: the difference wraps to nearly 4 GiB. */
	__km_range(end - start);		/* range: [0,1048576] u [4293918720,4294967295] */
	return kmalloc(end, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(two_variables_difference_wraps);

void *two_variables_chain(u32 a, u32 b, u32 c)
{
	if (a > b || b > c || c > SZ_2M)
		return NULL;
	__km_range(a);				/* range: [0,2097152] */
	return kmalloc(a, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(two_variables_chain);

void *two_variables_offset(u32 off, u32 len, u32 size)
{
	if (size > SZ_1M || off > size || len > size - off)
		return NULL;
	__km_range(len);			/* range: [0,1048576] */
	return kmalloc(off + len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(two_variables_offset);

MODULE_DESCRIPTION("kmcheck case: two variables");
MODULE_LICENSE("GPL");
