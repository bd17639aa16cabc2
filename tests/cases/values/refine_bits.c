// SPDX-License-Identifier: GPL-2.0
/* Masks, shifts, remainders and alignment tests. */
#include <linux/align.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *refine_bits_mask(u32 n)
{
	__km_range(n & 0xfff);			/* range: [0,4095] */
	return kcalloc(n & 0xfff, 64, GFP_KERNEL);	/* ok: oversize-bound -- below 256 KiB */
}
EXPORT_SYMBOL_GPL(refine_bits_mask);

void *refine_bits_mask_too_large(u32 n)
{
	return kmalloc(n & 0xffffff, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777215" */
}
EXPORT_SYMBOL_GPL(refine_bits_mask_too_large);

void *refine_bits_no_others(u32 flags)
{
	if (flags & ~0x3ffU)
		return NULL;
	__km_range(flags);			/* range: [0,1023] */
	return kcalloc(flags, SZ_4K, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_bits_no_others);

void *refine_bits_shifted_test(u64 n)
{
	if (n >> 20)
		return NULL;
	__km_range(n);				/* range: [0,1048575] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_bits_shifted_test);

void *refine_bits_shifted_test_too_large(u64 n)
{
	if (n >> 24)
		return NULL;
	return kmalloc(n, GFP_KERNEL);		/* expect: warning[oversize-bound] "16777215" */
}
EXPORT_SYMBOL_GPL(refine_bits_shifted_test_too_large);

void *refine_bits_field(u32 reg)
{
	u32 log = (reg >> 8) & 0xf;

	__km_range(log);			/* range: [0,15] */
	return kmalloc(64u << log, GFP_KERNEL);	/* ok: oversize-bound -- 2 MiB */
}
EXPORT_SYMBOL_GPL(refine_bits_field);

void *refine_bits_field_too_large(u32 reg)
{
	u32 log = (reg >> 8) & 0xf;

	return kmalloc(4096u << log, GFP_KERNEL);	/* expect: warning[oversize-bound] "134217728" */
}
EXPORT_SYMBOL_GPL(refine_bits_field_too_large);

void *refine_bits_remainder(u32 n)
{
	__km_range(n % 1000);			/* range: [0,999] */
	return kmalloc(n % 1000, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_bits_remainder);

void *refine_bits_aligned(u32 n)
{
	if (n & 3)
		return NULL;
	if (n > SZ_1M)
		return NULL;
	__km_range(n);				/* range: hull [0,1048576] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_bits_aligned);

void *refine_bits_combined(u8 high, u8 low)
{
	u16 len = high << 8 | low;

	__km_range(len & 0x0fff);		/* range: [0,4095] */
	return kmalloc(len & 0x0fff, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(refine_bits_combined);

MODULE_DESCRIPTION("kmcheck case: refine bits");
MODULE_LICENSE("GPL");
