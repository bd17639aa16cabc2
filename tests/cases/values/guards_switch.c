// SPDX-License-Identifier: GPL-2.0
/* switch with single cases, ranges, fallthrough and default. */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../km.h"

enum { FMT_GREY = 1, FMT_YUYV, FMT_RGB, FMT_RAW };

void *guards_switch_table(int format)
{
	size_t bytes;

	switch (format) {
	case FMT_GREY:
		bytes = 640 * 480;
		break;
	case FMT_YUYV:
		bytes = 640 * 480 * 2;
		break;
	case FMT_RGB:
		bytes = 640 * 480 * 4;
		break;
	default:
		return NULL;
	}
	__km_range(bytes);			/* range: [307200,307200] u [614400,614400] u [1228800,1228800] */
	return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_switch_table);

void *guards_switch_one_large(int format)
{
	size_t bytes = 0;

	switch (format) {
	case FMT_GREY:
		bytes = 640 * 480;
		break;
	case FMT_RAW:
		bytes = 4096 * 3072;
		break;
	}
	return kmalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "12582912" */
}
EXPORT_SYMBOL_GPL(guards_switch_one_large);

void *guards_switch_ranges(u32 len)
{
	switch (len) {
	case 0:
		return NULL;
	case 1 ... SZ_64K:
		__km_range(len);			/* range: [1,65536] */
		return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
	case SZ_8M ... SZ_16M:
		__km_range(len);			/* range: [8388608,16777216] */
		return kmalloc(len, GFP_KERNEL);	/* expect: error[oversize-constant] */
	default:
		__km_range(len);			/* range: [65537,8388607] u [16777217,4294967295] */
		return NULL;
	}
}
EXPORT_SYMBOL_GPL(guards_switch_ranges);

void *guards_switch_fallthrough(int kind)
{
	size_t bytes = SZ_1M;

	switch (kind) {
	case 3:
		bytes += SZ_2M;
		fallthrough;
	case 2:
		bytes += SZ_2M;
		fallthrough;
	case 1:
		break;
	default:
		return NULL;
	}
	__km_range(bytes);			/* range: [1048576,1048576] u [3145728,3145728] u [5242880,5242880] */
	return kmalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "5242880" */
}
EXPORT_SYMBOL_GPL(guards_switch_fallthrough);

void *guards_switch_per_case(int kind)
{
	switch (kind) {
	case 1:
		return kmalloc(SZ_8M >> kind, GFP_KERNEL);	/* ok: oversize-constant -- kind is 1 */
	case 2:
		return kmalloc(SZ_2M << kind, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(guards_switch_per_case);

/* What the first switch lets through for a command, the second one uses. */
int guards_switch_again(unsigned int cmd, const void __user *key,
			const void __user *value, int aux)
{
	void *p = NULL;

	switch (cmd) {
	case 0:
		if (!key || value || aux)
			return -EINVAL;
		break;
	case 1:
		if (!key || !value || aux)
			return -EINVAL;
		break;
	case 2:
		if (!key || !value || aux <= 0 || aux > SZ_1M)
			return -EINVAL;
		break;
	case 3:
	case 4:
		if (!key || !value || (aux != -100 && aux < 0))
			return -EINVAL;
		break;
	case 5:
		if (!key || value || aux < 0)
			return -EINVAL;
		break;
	case 0x40046b01:
		if (aux <= 0 || aux > SZ_8M)
			return -EINVAL;
		break;
	case 0x40046b02:
	case 0x40046b03:
		if (key || value || aux)
			return -EINVAL;
		break;
	default:
		return -EOPNOTSUPP;
	}
	if (key)
		p = strndup_user(key, 256);
	if (IS_ERR(p))
		return PTR_ERR(p);
	kfree(p);
	switch (cmd) {
	case 2:
		p = kmalloc(aux, GFP_KERNEL);	/* ok: oversize-bound -- 1 MiB at most for this one */
		break;
	case 0x40046b01:
		p = kmalloc(aux, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
		break;
	default:
		return 0;
	}
	if (!p)
		return -ENOMEM;
	kfree(p);
	return 0;
}
EXPORT_SYMBOL_GPL(guards_switch_again);

MODULE_DESCRIPTION("kmcheck case: guards switch");
MODULE_LICENSE("GPL");
