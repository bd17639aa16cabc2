// SPDX-License-Identifier: GPL-2.0
/* abs, swap, nospec, string lengths and BITS. */
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/nospec.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../km.h"

void *helpers_misc_abs(int delta)
{
	if (delta < -100 || delta > 50)
		return NULL;
	__km_range(abs(delta));			/* range: [0,100] */
	return kmalloc(abs(delta), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_misc_abs);

void *helpers_misc_swap(u32 a, u32 b)
{
	if (a > SZ_1M || b > SZ_16M)
		return NULL;
	swap(a, b);
	__km_range(a);				/* range: [0,16777216] */
	__km_range(b);				/* range: [0,1048576] */
	kfree(kmalloc(a, GFP_KERNEL));		/* expect: warning[oversize-bound] "16777216" */
	return kmalloc(b, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_misc_swap);

void *helpers_misc_nospec(u32 index)
{
	static const u32 bytes[] = { 512, 2048, 65536 };

	if (index >= ARRAY_SIZE(bytes))
		return NULL;
	index = array_index_nospec(index, ARRAY_SIZE(bytes));
	__km_range(index);			/* range: [0,2] */
	__km_range(bytes[index]);		/* range: [512,512] u [2048,2048] u [65536,65536] */
	return kmalloc(bytes[index], GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_misc_nospec);

void *helpers_misc_strnlen(const char *name)
{
	size_t len = strnlen(name, 255);

	__km_range(len);			/* range: [0,255] */
	return kmalloc(len + 1, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(helpers_misc_strnlen);

void *helpers_misc_strlen(const char *name)
{
	__km_range(strlen("eth0"));		/* range: [4,4] */
	return kmalloc(strlen(name) + 1, GFP_KERNEL);	/* ok: oversize-bound -- nothing known */
}
EXPORT_SYMBOL_GPL(helpers_misc_strlen);

void *helpers_misc_max_of_bounded(u32 mtu, u32 min_mtu)
{
	if (mtu > 9000 || min_mtu > 1500)
		return NULL;
	__km_range(max(mtu, min_mtu));		/* range: [0,9000] */
	return kmalloc(max(mtu, min_mtu) * 256, GFP_KERNEL);	/* ok: oversize-bound -- 2304000 */
}
EXPORT_SYMBOL_GPL(helpers_misc_max_of_bounded);

MODULE_DESCRIPTION("kmcheck case: helpers misc");
MODULE_LICENSE("GPL");
