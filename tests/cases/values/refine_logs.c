// SPDX-License-Identifier: GPL-2.0
/* A check of a logarithm, of an or, of a quotient: what it says of the operands. */
#include <linux/gfp.h>
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *refine_order(size_t bytes)
{
	if (get_order(bytes) > 4)
		return NULL;
	__km_range(bytes);			/* range: [0,65536] */
	return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound|oversize-user */
}
EXPORT_SYMBOL_GPL(refine_order);

void *refine_order_lax(size_t bytes)
{
	int order = get_order(bytes);

	if (order > 11)
		return NULL;
	return kmalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(refine_order_lax);

void *refine_log2(u32 n)
{
	if (!n || __ilog2_u32(n) > 15)
		return NULL;
	__km_range(n);				/* range: [1,65535] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_log2);

void *refine_fls(u32 n)
{
	if (fls(n) > 23)
		return NULL;
	__km_range(n);				/* range: [0,8388607] */
	return kmalloc(n, GFP_KERNEL);		/* expect: warning[oversize-bound] "8388607" */
}
EXPORT_SYMBOL_GPL(refine_fls);

void *refine_or(u32 a, u32 b)
{
	if ((a | b) > 0x7ff)
		return NULL;
	__km_range(a);				/* range: [0,2047] */
	__km_range(b);				/* range: [0,2047] */
	return kmalloc(a * b, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_or);

void *refine_quotient(u32 n, u32 bytes)
{
	if (!bytes || n > SZ_1M / bytes)
		return NULL;
	__km_range((u64)n * bytes);		/* range: [0,1048576] */
	return kmalloc_array(n, bytes, GFP_KERNEL);	/* ok: oversize-bound|oversize-user */
}
EXPORT_SYMBOL_GPL(refine_quotient);

void *refine_power_of_two(u32 n)
{
	u32 bytes;

	if (n > SZ_2M + 1)
		return NULL;
	bytes = roundup_pow_of_two(n);		/* of 0: undefined, and not large */
	__km_range(bytes);			/* range: [1,4194304] */
	return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_power_of_two);

static noinline int check(u32 value, u32 most)
{
	if (value > most)
		return -EINVAL;
	return 0;
}

void *refine_first_error(u32 n, u32 bytes)
{
	int err = check(n, 64) ?: check(bytes, SZ_64K);

	if (err)
		return ERR_PTR(err);
	__km_range(n);				/* range: [0,64] */
	return kmalloc(n * bytes, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_first_error);

void *refine_error_or_error(u32 n, u32 bytes)
{
	int err;

	if ((err = check(n, 64)) || (err = check(bytes, SZ_128K)))
		return ERR_PTR(err);
	return kmalloc(n * bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(refine_error_or_error);

/* A negative count becomes a size of which the logarithm is 64. */
void *refine_order_of_sum(int n)
{
	size_t len = 160 + n * sizeof(void *);

	if (order_base_2(len) >= 23)
		return NULL;
	__km_range(len);			/* range: hull [0,4194304] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_order_of_sum);

void *refine_order_of_sum_over(int n)
{
	size_t len = 160 + n * sizeof(void *);

	if (order_base_2(len) > 23)
		return NULL;
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(refine_order_of_sum_over);

/* A helper returns one of two things: so is a check of it one of either. */
static size_t table_bytes(u32 n)
{
	return n > 16 ? n * 8ul + 64 : 0;
}

void *refine_two_returns(u32 n)
{
	if (table_bytes(n) > SZ_4M)
		return NULL;
	__km_range(n);				/* range: [0,524280] */
	return kmalloc(n * 8ul, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_two_returns);

void *refine_two_returns_over(u32 n)
{
	if (table_bytes(n) > SZ_8M)
		return NULL;
	return kmalloc(n * 8ul, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388544" */
}
EXPORT_SYMBOL_GPL(refine_two_returns_over);

MODULE_LICENSE("GPL");
