// SPDX-License-Identifier: GPL-2.0
/* Labels shared by several paths, backward gotos, break and continue. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

int guards_goto_error(u32 len, void **out)
{
	int err = -EINVAL;
	void *p;

	if (len > SZ_1M)
		goto out;
	err = -ENOMEM;
	__km_range(len);			/* range: [0,1048576] */
	p = kmalloc(len, GFP_KERNEL);		/* ok: oversize-bound */
	if (!p)
		goto out;
	*out = p;
	return 0;
out:
	return err;
}
EXPORT_SYMBOL_GPL(guards_goto_error);

void *guards_goto_into_bound(u32 len, bool fixed)
{
	if (fixed) {
		len = SZ_8M;
		goto alloc;
	}
	if (len > SZ_1M)
		return NULL;
alloc:
	__km_range(len);			/* range: [0,1048576] u [8388608,8388608] */
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(guards_goto_into_bound);

void *guards_goto_clamped_before(u32 len)
{
	if (len <= SZ_2M)
		goto alloc;
	len = SZ_2M;
alloc:
	__km_range(len);			/* range: [0,2097152] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_goto_clamped_before);

void *guards_goto_backward(u32 len)
{
	void *p;

	if (len > SZ_4M)
		return NULL;
again:
	__km_range(len);			/* range: [0,4194304] */
	p = kmalloc(len, GFP_KERNEL);		/* ok: oversize-bound -- it only shrinks */
	if (!p && len > SZ_64K) {
		len /= 2;
		goto again;
	}
	return p;
}
EXPORT_SYMBOL_GPL(guards_goto_backward);

MODULE_DESCRIPTION("kmcheck case: guards goto");
MODULE_LICENSE("GPL");
