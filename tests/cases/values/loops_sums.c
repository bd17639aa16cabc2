// SPDX-License-Identifier: GPL-2.0
/* Sums of bounded terms, and a doubling with a cap. */
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *loops_sums_capped_terms(const u32 *lens)
{
	u32 total = 0;
	int i;

	for (i = 0; i < 8; i++) {
		if (lens[i] > SZ_64K)
			return NULL;
		total += lens[i];
		if (total > SZ_1M)
			return NULL;
	}
	__km_range(total);			/* range: [0,524288] */
	return kmalloc(total, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(loops_sums_capped_terms);

void *loops_sums_cap_over(const u32 *lens, int n)
{
	u32 total = 0;
	int i;

	for (i = 0; i < n; i++) {
		if (lens[i] > SZ_64K)
			return NULL;
		total += lens[i];
		if (total > SZ_8M)
			return NULL;
	}
	__km_range(total);			/* range: [0,8388608] */
	return kmalloc(total, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(loops_sums_cap_over);

void *loops_sums_unknown_count(int n)
{
	size_t total = 0;

	while (n-- > 0)
		total += 64;
	return kmalloc(total, GFP_KERNEL);	/* ok: oversize-bound -- n is unknown, so is the sum */
}
EXPORT_SYMBOL_GPL(loops_sums_unknown_count);

void *loops_sums_doubling_capped(u32 want)
{
	u32 size = 64;

	if (want > SZ_1M)
		return NULL;
	while (size < want)
		size <<= 1;
	return kmalloc(size, GFP_KERNEL);	/* ok: oversize-bound -- below 2 MiB */
}
EXPORT_SYMBOL_GPL(loops_sums_doubling_capped);

void *loops_sums_doubling_over(u32 want)
{
	u32 size = 64;

	if (want > SZ_16M)
		return NULL;
	while (size < want)
		size *= 2;
	return kmalloc(size, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-growth] */
}
EXPORT_SYMBOL_GPL(loops_sums_doubling_over);

void *loops_sums_shrinking_retry(void)
{
	size_t size = SZ_4M;
	void *p;

	do {
		__km_range(size);		/* range: hull [4096,4194304] */
		p = kmalloc(size, GFP_KERNEL);	/* ok: oversize-bound -- starts at the limit, then halves */
		size >>= 1;
	} while (!p && size >= SZ_4K);
	return p;
}
EXPORT_SYMBOL_GPL(loops_sums_shrinking_retry);

void *loops_sums_product(void)
{
	u32 dims[3] = { 64, 64, 64 };
	u32 total = 4;
	int i;

	for (i = 0; i < 3; i++)
		total = min(total * dims[i], 1048576u);
	return kmalloc(total, GFP_KERNEL);	/* ok: oversize-bound -- min() in each round */
}
EXPORT_SYMBOL_GPL(loops_sums_product);

MODULE_DESCRIPTION("kmcheck case: loops sums");
MODULE_LICENSE("GPL");
