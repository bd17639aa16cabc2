// SPDX-License-Identifier: GPL-2.0
/* The comparison is stored and tested later. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *guards_stored_bool(u32 len)
{
	bool fits = len <= SZ_1M;

	if (!fits)
		return NULL;
	__km_range(len);			/* range: [0,1048576] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_stored_bool);

void *guards_stored_too_large(u32 len)
{
	int bad = len > SZ_16M;

	pr_debug("len %u\n", len);
	if (bad)
		return NULL;
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(guards_stored_too_large);

void *guards_stored_joined(u32 a, u32 b)
{
	bool ok = a <= 512 && b <= SZ_4K;

	if (!ok)
		return NULL;
	__km_range(a);				/* range: [0,512] */
	return kmalloc(a * b, GFP_KERNEL);	/* ok: oversize-bound -- at most 2 MiB */
}
EXPORT_SYMBOL_GPL(guards_stored_joined);

void *guards_stored_stale(u32 len, u32 next)
{
	bool fits = len <= SZ_8M;

	len = next;		/* the answer was about another value */
	if (!fits)
		return NULL;
	__km_range(len);			/* range: unknown */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_stored_stale);

MODULE_DESCRIPTION("kmcheck case: guards stored");
MODULE_LICENSE("GPL");
