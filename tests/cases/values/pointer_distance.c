// SPDX-License-Identifier: GPL-2.0
/* How far one pointer is from another into the same object. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../km.h"

void *distance_of_end(const char *buf, size_t len)
{
	const char *end;

	if (len > SZ_8M)
		return NULL;
	end = buf + len;
	__km_range(end - buf);			/* range: [0,8388608] */
	return kmemdup(buf, end - buf, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(distance_of_end);

void *distance_of_elements(const u64 *first, u16 n)
{
	const u64 *last = first + n;

	return kmalloc_array(last - first, sizeof(*first), GFP_KERNEL);	/* ok: oversize-bound -- at most 512 KiB */
}
EXPORT_SYMBOL_GPL(distance_of_elements);

void *distance_of_cursor(const char *buf, size_t len)
{
	const char *at = buf + len;

	if (len > SZ_1M)
		return NULL;
	return kmalloc(at - buf + 1, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(distance_of_cursor);

MODULE_LICENSE("GPL");
