// SPDX-License-Identifier: GPL-2.0
/*
 * ?: with and without a middle, statement expressions, short circuits with
 * effects, enum and bool.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

enum speed { SLOW = 1, FAST = 4 };

void *expressions_conditional(u32 len)
{
	u32 n = len > SZ_1M ? SZ_1M : len;

	__km_range(n);				/* range: [0,1048576] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(expressions_conditional);

void *expressions_conditional_over(u32 len)
{
	return kmalloc(len < SZ_16M ? len : SZ_16M, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(expressions_conditional_over);

void *expressions_elvis(u32 len)
{
	u32 n;

	if (len > 1000)
		return NULL;
	n = len ?: 4096;
	__km_range(n);				/* range: [1,1000] u [4096,4096] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(expressions_elvis);

void *expressions_statement(u32 len)
{
	u32 n = ({
		u32 half = len / 2;

		if (half > SZ_64K)
			half = SZ_64K;
		half;
	});

	__km_range(n);				/* range: [0,65536] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(expressions_statement);

void *expressions_effects(u32 len)
{
	u32 n = 10;

	if (len > 5 && (n = 20) && len < 9)
		__km_range(n);			/* range: [20,20] */
	else
		__km_range(n);			/* range: [10,10] u [20,20] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(expressions_effects);

void *expressions_bool(bool big, enum speed speed)
{
	__km_range(big);			/* range: [0,1] */
	__km_range(big + 1);			/* range: [1,2] */
	__km_range(!big);			/* range: [0,1] */
	__km_range(speed == FAST);		/* range: [0,1] */
	return kmalloc(SZ_1K << big, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(expressions_bool);

void *expressions_increments(u32 n)
{
	if (n > 10)
		return NULL;
	__km_range(n++);			/* range: [0,10] */
	__km_range(n);				/* range: [1,11] */
	__km_range(++n);			/* range: [2,12] */
	__km_range(n--);			/* range: [2,12] */
	__km_range(--n);			/* range: [0,10] */
	n += 5;
	__km_range(n);				/* range: [5,15] */
	n -= 5;
	__km_range(n);				/* range: [0,10] */
	n |= 0x10;
	__km_range(n);				/* range: hull [16,26] */
	n &= 0xf;
	__km_range(n);				/* range: hull [0,10] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(expressions_increments);

void *expressions_constant_p(u32 n)
{
	u32 len = __builtin_constant_p(n) ? SZ_8M : SZ_4K;

	__km_range(len);			/* range: [4096,4096] */
	return kmalloc(n & 0xff, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(expressions_constant_p);

/* gcc makes a constant of n where it inlines this into its callers. */
static noinline u32 one_of_two(u32 n)
{
	return __builtin_constant_p(n) ? SZ_8M : SZ_4K;
}

u32 expressions_constant_p_callers(int which)
{
	u32 len = one_of_two(3);

	__km_range(len);			/* range: [8388608,8388608] */
	len = one_of_two(which);
	__km_range(len);			/* range: [4096,4096] */
	return len;
}
EXPORT_SYMBOL_GPL(expressions_constant_p_callers);

MODULE_DESCRIPTION("kmcheck case: expressions");
MODULE_LICENSE("GPL");
