// SPDX-License-Identifier: GPL-2.0
/* Conversions between widths and signs, as ranges. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *conversions_narrowing(u32 n)
{
	u8 byte;
	s8 sbyte;

	if (n < 100 || n > 300)
		return NULL;
	byte = n;
	sbyte = n;
	__km_range(byte);			/* range: [0,44] u [100,255] */
	__km_range(sbyte);			/* range: [-128,44] u [100,127] */
	__km_range((u16)n);			/* range: [100,300] */
	return kmalloc(byte, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(conversions_narrowing);

void *conversions_widening(int n)
{
	if (n < -3 || n > 3)
		return NULL;
	__km_range(n);				/* range: [-3,3] */
	__km_range((u32)n);			/* range: [0,3] u [4294967293,4294967295] */
	__km_range((u16)n);			/* range: [0,3] u [65533,65535] */
	__km_range((u8)n);			/* range: [0,3] u [253,255] */
	__km_range((s64)n + 3);			/* range: [0,6] */
	__km_range(n + 3u);			/* range: [0,6] */
	return kmalloc(n + 3, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(conversions_widening);

void *conversions_promotion(u8 a, u8 b)
{
	u8 sum = a + b;

	if (a > 200 || b > 100)
		return NULL;
	__km_range(a + b);			/* range: [0,300] */
	__km_range((u8)(a + b));		/* range: unknown */
	__km_range(a - b);			/* range: [-100,200] */
	__km_range(~a & 0xff);			/* range: [55,255] */
	return kmalloc(sum, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(conversions_promotion);

void *conversions_comparison(int n)
{
	if (n >= sizeof(int))	/* as size_t: negative ones are huge */
		return NULL;
	__km_range(n);				/* range: [0,3] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(conversions_comparison);

void *conversions_u64_to_u32(u64 n)
{
	u32 low = n;

	if (n > 0x100000010ull || n < 0xfffffff0ull)
		return NULL;
	__km_range(low);			/* range: [0,16] u [4294967280,4294967295] */
	if (low > 16)
		return NULL;
	return kmalloc(low, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(conversions_u64_to_u32);

void *conversions_bool_store(u32 n)
{
	bool any = n;

	__km_range(any);			/* range: [0,1] */
	if (n > 5)
		__km_range(any);		/* range: [1,1] */
	return kcalloc(any, SZ_4K, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(conversions_bool_store);

MODULE_DESCRIPTION("kmcheck case: conversions");
MODULE_LICENSE("GPL");
