// SPDX-License-Identifier: GPL-2.0
/* Each operator on ranges. */
#include <linux/module.h>
#include <linux/slab.h>

#include "../km.h"

void *arithmetic_linear(u32 n)
{
	if (n < 10 || n > 20)
		return NULL;
	__km_range(n + 5);			/* range: [15,25] */
	__km_range(n - 10);			/* range: [0,10] */
	__km_range(30 - n);			/* range: [10,20] */
	__km_range(n - 15);			/* range: [0,5] u [4294967291,4294967295] */
	__km_range(n * 1);			/* range: [10,20] */
	__km_range(n * 100);			/* range: hull [1000,2000] */
	__km_range(-n);				/* range: [4294967276,4294967286] */
	__km_range(~n);				/* range: [4294967275,4294967285] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(arithmetic_linear);

void *arithmetic_division(u32 n)
{
	if (n < 10 || n > 25)
		return NULL;
	__km_range(n / 5);			/* range: [2,5] */
	__km_range(100 / n);			/* range: hull [4,10] */
	__km_range(n % 30);			/* range: [10,25] */
	__km_range(n % 7);			/* range: [0,6] */
	__km_range(n >> 1);			/* range: [5,12] */
	__km_range(n << 2);			/* range: hull [40,100] */
	__km_range(1u << (n & 3));		/* range: hull [1,8] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(arithmetic_division);

void *arithmetic_signed(int n)
{
	if (n < -7 || n > 7)
		return NULL;
	__km_range(n / 2);			/* range: [-3,3] */
	__km_range(n % 4);			/* range: [-3,3] */
	__km_range(n >> 1);			/* range: [-4,3] */
	__km_range(-n);				/* range: [-7,7] */
	__km_range(n & 7);			/* range: [0,7] */
	return kmalloc(n + 7, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(arithmetic_signed);

void *arithmetic_bits(u32 a, u32 b)
{
	if (a > 15 || b > 15)
		return NULL;
	__km_range(a & b);			/* range: [0,15] */
	__km_range(a | b);			/* range: [0,15] */
	__km_range(a ^ b);			/* range: [0,15] */
	__km_range(a | 0x10);			/* range: [16,31] */
	__km_range(a & ~3u);			/* range: hull [0,12] */
	return kmalloc(a + b, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(arithmetic_bits);

void *arithmetic_pairs(u32 a, u32 b)
{
	if (a < 2 || a > 5 || b < 1 || b > 3)
		return NULL;
	__km_range(a + b);			/* range: [3,8] */
	__km_range(a - b);			/* range: [0,4] u [4294967295,4294967295] */
	__km_range(a * b);			/* range: hull [2,15] */
	__km_range(a / b);			/* range: [0,5] */
	__km_range(a << b);			/* range: hull [4,40] */
	return kmalloc(a * b, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(arithmetic_pairs);

void *arithmetic_wrap_at_top(u32 n)
{
	if (n < 0xfffffff0)
		return NULL;
	__km_range(n);				/* range: [4294967280,4294967295] */
	__km_range(n + 16);			/* range: [0,15] */
	__km_range(n + 20);			/* range: [4,19] */
	__km_range((u64)n + 20);		/* range: [4294967300,4294967315] */
	return kmalloc(n + 20, GFP_KERNEL);	/* ok: oversize-bound -- wraps to a small size */
}
EXPORT_SYMBOL_GPL(arithmetic_wrap_at_top);

void *arithmetic_comparisons(u32 n)
{
	if (n > 10)
		return NULL;
	__km_range(n > 10);			/* range: [0,0] */
	__km_range(n < 11);			/* range: [1,1] */
	__km_range(n == 5);			/* range: [0,1] */
	__km_range(n || 1);			/* range: [1,1] */
	__km_range(n && 0);			/* range: [0,0] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(arithmetic_comparisons);

MODULE_DESCRIPTION("kmcheck case: arithmetic");
MODULE_LICENSE("GPL");
