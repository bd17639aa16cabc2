// SPDX-License-Identifier: GPL-2.0
/* Conditions joined by &&, ||, ! and nested ifs. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/types.h>

#include "../km.h"

struct geometry {
	u16 width, height;
	u8 depth;
};

void *guards_logic_or(u32 a, u32 b)
{
	if (a > 1024 || b > 2048)
		return NULL;
	__km_range(a);				/* range: [0,1024] */
	__km_range(b);				/* range: [0,2048] */
	return kmalloc(a * b, GFP_KERNEL);	/* ok: oversize-bound -- at most 2 MiB */
}
EXPORT_SYMBOL_GPL(guards_logic_or);

void *guards_logic_or_too_large(u32 a, u32 b)
{
	if (a > 4096 || b > 2048)
		return NULL;
	return kmalloc(a * b, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(guards_logic_or_too_large);

void *guards_logic_and(u32 len)
{
	if (len > 0 && len < SZ_2M) {
		__km_range(len);			/* range: [1,2097151] */
		return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
	}
	__km_range(len);				/* range: [0,0] u [2097152,4294967295] */
	return NULL;
}
EXPORT_SYMBOL_GPL(guards_logic_and);

void *guards_logic_not(s32 len)
{
	if (!(len >= 64 && len <= 512))
		return NULL;
	__km_range(len);			/* range: [64,512] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_logic_not);

void *guards_logic_mistaken_and(u32 len, u32 count)
{
	if (len > SZ_1K && count > 64)	/* meant || */
		return NULL;
	__km_range(len);			/* range: unknown */
	return kcalloc(count, len, GFP_KERNEL);	/* ok: oversize-bound -- neither is bounded on its own */
}
EXPORT_SYMBOL_GPL(guards_logic_mistaken_and);

void *guards_logic_nested(u32 len, int mode)
{
	if (mode == 1) {
		if (len > SZ_64K)
			return NULL;
	} else if (mode == 2) {
		if (len > SZ_16M)
			return NULL;
	} else {
		return NULL;
	}
	__km_range(len);			/* range: [0,16777216] */
	if (mode == 1)
		return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- mode 1 has the small bound */
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(guards_logic_nested);

void *guards_logic_excluded_middle(s32 n)
{
	if (n < -4 || (n > 4 && n != 100))
		return NULL;
	__km_range(n);			/* range: [-4,4] u [100,100] */
	if (n < 0)
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_logic_excluded_middle);

MODULE_DESCRIPTION("kmcheck case: guards logic");
MODULE_LICENSE("GPL");
