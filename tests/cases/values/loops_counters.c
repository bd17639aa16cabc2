// SPDX-License-Identifier: GPL-2.0
/* Loop counters inside and after the loop. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void loops_counters_up(void)
{
	int i;

	for (i = 0; i < 16; i++) {
		__km_range(i);				/* range: [0,15] */
		kfree(kmalloc(i * 64, GFP_KERNEL));	/* ok: oversize-bound */
	}
	__km_range(i);					/* range: [16,16] */
}
EXPORT_SYMBOL_GPL(loops_counters_up);

void loops_counters_too_far(void)
{
	unsigned int order;

	for (order = 0; order <= 12; order++)
		kfree(kmalloc(4096u << order, GFP_KERNEL));	/* expect: warning[oversize-bound|oversize-growth] "16777216" */
}
EXPORT_SYMBOL_GPL(loops_counters_too_far);

void loops_counters_down(void)
{
	int n = 32;

	while (n-- > 0) {
		__km_range(n);				/* range: [0,31] */
		kfree(kcalloc(n, SZ_64K, GFP_KERNEL));	/* ok: oversize-bound -- 31 * 65536 */
	}
	__km_range(n);					/* range: [-1,-1] */
}
EXPORT_SYMBOL_GPL(loops_counters_down);

void loops_counters_bounded_by_parameter(u32 n)
{
	u32 i;

	if (n > 64)
		return;
	for (i = 0; i < n; i++) {
		__km_range(i);				/* range: [0,63] */
		kfree(kmalloc(i * SZ_64K, GFP_KERNEL));	/* ok: oversize-bound -- 63 * 65536 */
	}
	__km_range(i);					/* range: [0,64] */
}
EXPORT_SYMBOL_GPL(loops_counters_bounded_by_parameter);

void loops_counters_steps(void)
{
	u32 off;

	for (off = 0; off < SZ_1M; off += SZ_4K)
		kfree(kmalloc(off + 1, GFP_KERNEL));	/* ok: oversize-bound */
	for (off = SZ_64K; off != 0; off >>= 1)
		kfree(kmalloc(off, GFP_KERNEL));	/* ok: oversize-bound -- it shrinks */
}
EXPORT_SYMBOL_GPL(loops_counters_steps);

int loops_counters_break(const u8 *data)
{
	int len;

	for (len = 0; len < 4096; len++)
		if (data[len] == 0xff)
			break;
	__km_range(len);				/* range: [0,4096] */
	kfree(kcalloc(len, 512, GFP_KERNEL));		/* ok: oversize-bound */
	return len;
}
EXPORT_SYMBOL_GPL(loops_counters_break);

int loops_counters_forever(const u8 *data)
{
	u32 len = 0;

	for (;;) {
		if (data[len] == 0)
			break;
		if (++len >= SZ_8M)
			return -E2BIG;
	}
	__km_range(len);			/* range: [0,8388607] */
	kfree(kmalloc(len, GFP_KERNEL));	/* expect: warning[oversize-bound] "8388607" */
	return 0;
}
EXPORT_SYMBOL_GPL(loops_counters_forever);

int loops_counters_do_while(void)
{
	int tries = 0;

	do {
		kfree(kmalloc(tries + 1, GFP_KERNEL));	/* ok: oversize-bound */
		tries++;
		__km_range(tries);		/* range: [1,5] */
	} while (tries < 5);
	__km_range(tries);			/* range: [5,5] */
	return tries;
}
EXPORT_SYMBOL_GPL(loops_counters_do_while);

MODULE_DESCRIPTION("kmcheck case: loops counters");
MODULE_LICENSE("GPL");
