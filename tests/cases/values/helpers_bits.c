// SPDX-License-Identifier: GPL-2.0
/* Counts and places of bits; masks from comparisons; saturated sizes. */
#include <linux/bitops.h>
#include <linux/module.h>
#include <linux/nospec.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *helpers_bits_ffs(u32 mask)
{
	__km_range(ffs(mask & 0xff));			/* range: [0,8] */
	return kmalloc(BIT(ffs(mask & 0xff)), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_bits_ffs);

void *helpers_bits_ffs_constant(void)
{
	return kmalloc(ffs(SZ_64K) * SZ_256K, GFP_KERNEL);	/* expect: error[oversize-constant] "4456448" */
}
EXPORT_SYMBOL_GPL(helpers_bits_ffs_constant);

void *helpers_bits_first(u32 mask)
{
	if (!(mask & 0xfff))
		return NULL;
	__km_range(__ffs(mask & 0xfff));		/* range: [0,11] */
	return kmalloc(SZ_1K << __ffs(mask & 0xfff), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_bits_first);

void *helpers_bits_first_over(u32 mask)
{
	return kmalloc(SZ_2K << __ffs((mask & 0x1fff) | 0x1000), GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(helpers_bits_first_over);

void *helpers_bits_nospec(u32 i)
{
	if (i >= SZ_8M)
		return NULL;
	i = array_index_nospec(i, SZ_8M);
	__km_range(i);				/* range: [0,8388607] */
	return kmalloc(i, GFP_KERNEL);		/* expect: warning[oversize-bound] "8388607" */
}
EXPORT_SYMBOL_GPL(helpers_bits_nospec);

void *helpers_bits_nospec_alone(u32 i)
{
	i = array_index_nospec(i, SZ_4M);
	__km_range(i);				/* range: [0,4194303] */
	return kmalloc(i, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_bits_nospec_alone);

void *helpers_bits_saturated_product(size_t n)
{
	size_t bytes = size_mul(n, 16);

	if (bytes > SZ_8M)
		return NULL;
	__km_range(n);				/* range: [0,524288] */
	return kmalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(helpers_bits_saturated_product);

void *helpers_bits_saturated_sum(size_t n)
{
	size_t bytes = size_add(n, 16);

	if (bytes > SZ_4M)
		return NULL;
	__km_range(n);				/* range: [0,4194288] */
	return kmalloc(n + 16, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_bits_saturated_sum);

void *helpers_bits_difference(u32 start, u32 end)
{
	if (end > SZ_8M || start > end)
		return NULL;
	return kmalloc(end - start, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(helpers_bits_difference);

void *helpers_bits_difference_holds(u32 start, u32 end)
{
	if (end > SZ_4M || start > end)
		return NULL;
	return kmalloc(end - start, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_bits_difference_holds);

/* Counts outside the type are undefined; those inside reach 64. */
void *helpers_bits_count_below_zero(u16 device)
{
	unsigned int ports = BIT(((device & 0x38) >> 3) - 1);

	return kcalloc(ports, 1024, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_bits_count_below_zero);

void *helpers_bits_count_too_large(u16 device)
{
	unsigned int ports = BIT((device & 0x1f) - 1);

	return kcalloc(ports, 1024, GFP_KERNEL);	/* expect: warning[oversize-bound] */
}
EXPORT_SYMBOL_GPL(helpers_bits_count_too_large);

MODULE_DESCRIPTION("kmcheck cases: bits, masks and saturation");
MODULE_LICENSE("GPL");
