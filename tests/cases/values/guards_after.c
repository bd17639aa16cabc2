// SPDX-License-Identifier: GPL-2.0
/* A check that comes after the call bounds nothing at the call. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *guards_after_late(u32 len)
{
	void *p;

	__km_range(len);		/* range: unknown */
	p = kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- not bounded yet */
	if (len > SZ_8M) {
		kfree(p);
		return NULL;
	}
	__km_range(len);		/* range: [0,8388608] */
	return p;
}
EXPORT_SYMBOL_GPL(guards_after_late);

void *guards_after_other_branch(u32 len, bool strict)
{
	if (strict && len > SZ_1M)
		return NULL;
	if (strict)
		return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
	return kmalloc(len, GFP_KERNEL);		/* ok: oversize-bound -- nothing known here */
}
EXPORT_SYMBOL_GPL(guards_after_other_branch);

void *guards_after_reload(u32 len, u32 more)
{
	if (len > SZ_1M)
		return NULL;
	len = more;
	__km_range(len);			/* range: unknown */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- another value by now */
}
EXPORT_SYMBOL_GPL(guards_after_reload);

void *guards_after_scaled(u32 len)
{
	if (len > SZ_1M)
		return NULL;
	len *= 8;
	__km_range(len);			/* range: hull [0,8388608] */
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(guards_after_scaled);

MODULE_DESCRIPTION("kmcheck case: guards after");
MODULE_LICENSE("GPL");
