// SPDX-License-Identifier: GPL-2.0
/* Bounds on a product or a quotient of the size. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

struct rule {
	u64 match[6];
	u64 action;
	u64 stats;
};		/* 64 bytes */

void *refine_product_of_count(u32 n)
{
	if ((u64)n * sizeof(struct rule) > SZ_4M)
		return NULL;
	__km_range(n);				/* range: [0,65536] */
	return kmalloc_array(n, sizeof(struct rule), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_product_of_count);

void *refine_product_too_large(u32 n)
{
	if ((u64)n * sizeof(struct rule) > SZ_8M)
		return NULL;
	return kmalloc_array(n, sizeof(struct rule), GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(refine_product_too_large);

void *refine_product_quotient(size_t n)
{
	if (n > SZ_4M / sizeof(struct rule))
		return NULL;
	__km_range(n);				/* range: [0,65536] */
	return kmalloc(n * sizeof(struct rule), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_product_quotient);

void *refine_product_kmalloc_max(size_t n)
{
	struct rule *rules;

	if (!n || n > KMALLOC_MAX_SIZE / sizeof(*rules))
		return NULL;
	__km_range(n);				/* range: [1,65536] */
	rules = kcalloc(n, sizeof(*rules), GFP_KERNEL);	/* ok: oversize-bound */
	return rules;
}
EXPORT_SYMBOL_GPL(refine_product_kmalloc_max);

void *refine_product_int_max(size_t n)
{
	/* Protects against overflow, not against size. */
	if (n > INT_MAX / sizeof(struct rule))
		return NULL;
	return kmalloc(n * sizeof(struct rule), GFP_KERNEL);	/* expect: warning[oversize-bound] "2147483584" */
}
EXPORT_SYMBOL_GPL(refine_product_int_max);

void *refine_product_wraps(u32 n)
{
	if (n * 64u > SZ_1M)	/* 32 bits: n = 2^26 passes with 0 */
		return NULL;
	return kmalloc(n * 64u, GFP_KERNEL);	/* ok: oversize-bound -- the same wrapped product */
}
EXPORT_SYMBOL_GPL(refine_product_wraps);

void *refine_product_saved(u32 n, u32 size)
{
	u64 total = (u64)n * size;

	if (total > SZ_2M)
		return NULL;
	__km_range(total);			/* range: [0,2097152] */
	return kmalloc(total, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_product_saved);

void *refine_product_divided(u32 n)
{
	if (n / 1024 > 3)
		return NULL;
	__km_range(n);				/* range: [0,4095] */
	return kcalloc(n, 1024, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_product_divided);

MODULE_DESCRIPTION("kmcheck case: refine product");
MODULE_LICENSE("GPL");
