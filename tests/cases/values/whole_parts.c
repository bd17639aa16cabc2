// SPDX-License-Identifier: GPL-2.0
/* x / s * s and x >> s << s are no more than x, whatever s is. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *whole_parts_shifted(u32 bytes, u8 shift)
{
	if (bytes > SZ_1M || shift < 9 || shift > 16)
		return NULL;
	__km_range((bytes >> shift) << shift);	/* range: [0,1048576] */
	return kmalloc((bytes >> shift) << shift, GFP_KERNEL);	/* ok: oversize-bound -- rounded down */
}
EXPORT_SYMBOL_GPL(whole_parts_shifted);

void *whole_parts_divided(u32 bytes, u32 each)
{
	if (bytes > SZ_1M || !each)
		return NULL;
	__km_range(bytes / each * each);	/* range: [0,1048576] */
	__km_range(each * (bytes / each));	/* range: [0,1048576] */
	return kmalloc(bytes / each * each, GFP_KERNEL);	/* ok: oversize-bound -- rounded down */
}
EXPORT_SYMBOL_GPL(whole_parts_divided);

/* Another shift is another story. */
void *whole_parts_other(u32 bytes, u8 one, u8 other)
{
	if (bytes > SZ_1M || one < 9 || one > 16 || other > 16)
		return NULL;
	return kmalloc((bytes >> one) << other, GFP_KERNEL);	/* expect: warning[oversize-bound] */
}
EXPORT_SYMBOL_GPL(whole_parts_other);
MODULE_DESCRIPTION("kmcheck case: whole parts");
MODULE_LICENSE("GPL");
