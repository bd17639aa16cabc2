// SPDX-License-Identifier: GPL-2.0
/* Early returns: each comparison operator, on both sides and to the byte. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *guards_return_above(size_t len)
{
	if (len > SZ_4M)
		return NULL;
	__km_range(len);			/* range: [0,4194304] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- exactly the limit */
}
EXPORT_SYMBOL_GPL(guards_return_above);

void *guards_return_one_too_many(size_t len)
{
	if (len > SZ_4M + 1)
		return NULL;
	__km_range(len);			/* range: [0,4194305] */
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "4194305" */
}
EXPORT_SYMBOL_GPL(guards_return_one_too_many);

void *guards_return_at_least(u32 len)
{
	if (len >= SZ_4M + 1)
		return NULL;
	__km_range(len);			/* range: [0,4194304] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- >= leaves the limit itself */
}
EXPORT_SYMBOL_GPL(guards_return_at_least);

void *guards_return_reversed(u32 len)
{
	if (SZ_8M < len)
		return NULL;
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(guards_return_reversed);

void *guards_return_inside(u32 len)
{
	if (len <= SZ_1M) {
		__km_range(len);			/* range: [0,1048576] */
		return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
	}
	__km_range(len);				/* range: [1048577,4294967295] */
	return NULL;
}
EXPORT_SYMBOL_GPL(guards_return_inside);

void *guards_return_equal(u32 len)
{
	if (len == SZ_8M)
		return kmalloc(len, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	__km_range(len);				/* range: [0,8388607] u [8388609,4294967295] */
	if (len == SZ_4K)
		return kmalloc(len, GFP_KERNEL);	/* ok: oversize-constant -- 4096 here */
	return kmalloc(len, GFP_KERNEL);		/* ok: oversize-bound -- two values less bound nothing */
}
EXPORT_SYMBOL_GPL(guards_return_equal);

void *guards_return_wrong_way(size_t len)
{
	if (len <= SZ_4M)		/* the comparison is the wrong way round */
		return NULL;
	return kmalloc(len, GFP_KERNEL);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(guards_return_wrong_way);

void *guards_return_nothing_known(size_t len)
{
	if (!len)
		return NULL;
	__km_range(len);			/* range: [1,18446744073709551615] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- only zero is excluded */
}
EXPORT_SYMBOL_GPL(guards_return_nothing_known);

MODULE_DESCRIPTION("kmcheck case: guards return");
MODULE_LICENSE("GPL");
