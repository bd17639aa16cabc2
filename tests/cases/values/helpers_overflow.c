// SPDX-License-Identifier: GPL-2.0
/* The overflow helpers: they stop the wrap, they do not bound. */
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

struct pair {
	u64 key, value;
};

struct bag {
	u32 count;
	struct pair pairs[];
};

void *helpers_overflow_check_mul(u32 n, u32 size)
{
	u32 bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	__km_range(bytes);			/* range: unknown */
	return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound -- not wrapped, not bounded */
}
EXPORT_SYMBOL_GPL(helpers_overflow_check_mul);

void *helpers_overflow_check_then_bound(u32 n)
{
	u32 bytes;

	if (check_mul_overflow(n, 4096u, &bytes) || bytes > SZ_2M)
		return NULL;
	__km_range(n);				/* range: [0,512] */
	return kcalloc(n, 4096, GFP_KERNEL);	/* ok: oversize-bound -- n follows from bytes */
}
EXPORT_SYMBOL_GPL(helpers_overflow_check_then_bound);

void *helpers_overflow_check_bound_over(size_t n, size_t size)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes) || bytes > SZ_16M)
		return NULL;
	__km_range(bytes);			/* range: [0,16777216] */
	return kmalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(helpers_overflow_check_bound_over);

void *helpers_overflow_check_add(u32 len)
{
	u32 total;

	if (len > 1000)
		return NULL;
	if (check_add_overflow(len, 24u, &total))
		return NULL;
	__km_range(total);			/* range: [24,1024] */
	return kmalloc(total, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_overflow_check_add);

void *helpers_overflow_check_sub(u32 len)
{
	u32 body;

	if (len > SZ_64K || check_sub_overflow(len, 64u, &body))
		return NULL;
	__km_range(len);			/* range: [64,65536] */
	__km_range(body);			/* range: [0,65472] */
	return kmalloc(body, GFP_KERNEL);	/* ok: oversize-bound -- cannot underflow */
}
EXPORT_SYMBOL_GPL(helpers_overflow_check_sub);

void *helpers_overflow_struct_size(u32 n)
{
	struct bag *bag;

	if (n > 1000)
		return NULL;
	__km_range(struct_size(bag, pairs, n));	/* range: hull [8,16008] */
	bag = kzalloc(struct_size(bag, pairs, n), GFP_KERNEL);	/* ok: oversize-bound */
	return bag;
}
EXPORT_SYMBOL_GPL(helpers_overflow_struct_size);

void *helpers_overflow_struct_size_over(u32 n)
{
	struct bag *bag;

	if (n > SZ_256K)	/* 16 * 262144 is the limit, and then the header */
		return NULL;
	bag = kzalloc(struct_size(bag, pairs, n), GFP_KERNEL);	/* expect: warning[oversize-bound] "4194312" */
	return bag;
}
EXPORT_SYMBOL_GPL(helpers_overflow_struct_size_over);

void *helpers_overflow_struct_size_unknown(u32 n)
{
	struct bag *bag;

	bag = kzalloc(struct_size(bag, pairs, n), GFP_KERNEL);	/* ok: oversize-bound -- nobody bounds n */
	return bag;
}
EXPORT_SYMBOL_GPL(helpers_overflow_struct_size_unknown);

void *helpers_overflow_sizes(size_t a, size_t b)
{
	if (a > 100 || b > 50)
		return NULL;
	__km_range(size_add(a, b));		/* range: [0,150] */
	__km_range(size_mul(a, 1));		/* range: [0,100] */
	__km_range(array_size(a, b));		/* range: hull [0,5000] */
	__km_range(array3_size(a, b, 2));	/* range: hull [0,10000] */
	__km_range(size_sub(a + 50, b));	/* range: [0,150] */
	return kmalloc(array3_size(a, b, 800), GFP_KERNEL);	/* ok: oversize-bound -- 4000000 */
}
EXPORT_SYMBOL_GPL(helpers_overflow_sizes);

/* times 0 it fits, however large the other factor is */
void *helpers_overflow_times_none(u32 n, u8 times)
{
	u16 bytes;

	if (n < SZ_64K || n > SZ_128K || check_mul_overflow(n, times, &bytes))
		return NULL;
	return kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(helpers_overflow_times_none);

MODULE_DESCRIPTION("kmcheck case: helpers overflow");
MODULE_LICENSE("GPL");
