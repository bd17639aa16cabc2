// SPDX-License-Identifier: GPL-2.0
/* Negative ints become huge sizes; a signed check must look at both ends. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *signed_sizes_upper_only(int len)
{
	if (len > SZ_1M)
		return NULL;
	__km_range(len);			/* range: [-2147483648,1048576] */
	return kmalloc(len & 0xfff, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(signed_sizes_upper_only);

void *signed_sizes_both(int len)
{
	if (len < 0 || len > SZ_1M)
		return NULL;
	__km_range(len);			/* range: [0,1048576] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(signed_sizes_both);

void *signed_sizes_as_unsigned(int len)
{
	if ((unsigned int)len > SZ_1M)	/* catches the negative ones too */
		return NULL;
	__km_range(len);			/* range: [0,1048576] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(signed_sizes_as_unsigned);

void *signed_sizes_against_sizeof(int len)
{
	if (len > sizeof(long) * 1024)	/* compared as size_t */
		return NULL;
	__km_range(len);			/* range: [0,8192] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(signed_sizes_against_sizeof);

void *signed_sizes_positive(int len)
{
	if (len <= 0)
		return NULL;
	__km_range(len);			/* range: [1,2147483647] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- the type is no bound */
}
EXPORT_SYMBOL_GPL(signed_sizes_positive);

void *signed_sizes_short(s16 len)
{
	if (len > 4096)
		return NULL;
	__km_range(len);			/* range: [-32768,4096] */
	return kmalloc(abs(len), GFP_KERNEL);	/* ok: oversize-bound -- at most 32768 */
}
EXPORT_SYMBOL_GPL(signed_sizes_short);

void *signed_sizes_truncated(long len)
{
	u16 small = len;	/* keeps 16 bits, whatever the sign */

	if (len < -5 || len > 5)
		return NULL;
	__km_range(small);			/* range: [0,5] u [65531,65535] */
	return kmalloc(small, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(signed_sizes_truncated);

MODULE_DESCRIPTION("kmcheck case: signed sizes");
MODULE_LICENSE("GPL");
