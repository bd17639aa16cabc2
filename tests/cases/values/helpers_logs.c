// SPDX-License-Identifier: GPL-2.0
/* Logarithms, bit counts and orders. */
#include <linux/bitops.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *helpers_logs_ilog2(u32 n)
{
	if (n < 8 || n > 1000)
		return NULL;
	__km_range(ilog2(n));			/* range: [3,9] */
	__km_range(fls(n));			/* range: [4,10] */
	__km_range(order_base_2(n));		/* range: [3,10] */
	return kmalloc(4096u << ilog2(n), GFP_KERNEL);	/* ok: oversize-bound -- 2 MiB */
}
EXPORT_SYMBOL_GPL(helpers_logs_ilog2);

void *helpers_logs_ilog2_over(u32 n)
{
	if (n < 8 || n > 5000)
		return NULL;
	return kmalloc(4096u << ilog2(n), GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(helpers_logs_ilog2_over);

void *helpers_logs_fls_unknown(u32 n)
{
	__km_range(fls(n));			/* range: [0,32] */
	return kmalloc(fls(n) * 8, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_logs_fls_unknown);

void *helpers_logs_get_order(size_t len)
{
	if (!len || len > SZ_1M)
		return NULL;
	__km_range(get_order(len));			/* range: [0,8] */
	return kmalloc(PAGE_SIZE << get_order(len), GFP_KERNEL);	/* ok: oversize-bound -- 1 MiB */
}
EXPORT_SYMBOL_GPL(helpers_logs_get_order);

void *helpers_logs_get_order_over(size_t len)
{
	if (!len || len > SZ_4M + SZ_4K)
		return NULL;
	return kmalloc(PAGE_SIZE << get_order(len), GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(helpers_logs_get_order_over);

void *helpers_logs_bits_to_longs(u32 bits)
{
	if (bits > 1000)
		return NULL;
	__km_range(BITS_TO_LONGS(bits));	/* range: [0,16] */
	return kcalloc(BITS_TO_LONGS(bits), sizeof(long), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_logs_bits_to_longs);

MODULE_DESCRIPTION("kmcheck case: helpers logs");
MODULE_LICENSE("GPL");
