// SPDX-License-Identifier: GPL-2.0
/* likely, unlikely, WARN_ON and BUG_ON are conditions. */
#include <linux/bug.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *guards_hints_unlikely(u32 len)
{
	if (unlikely(len > SZ_1M))
		return NULL;
	__km_range(len);			/* range: [0,1048576] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_hints_unlikely);

void *guards_hints_likely(u32 len)
{
	if (likely(len <= SZ_16M))
		return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
	return NULL;
}
EXPORT_SYMBOL_GPL(guards_hints_likely);

void *guards_hints_warn_on(u32 len)
{
	if (WARN_ON(len > SZ_1M))
		return NULL;
	__km_range(len);			/* range: [0,1048576] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_hints_warn_on);

void *guards_hints_warn_on_once(u32 len)
{
	if (WARN_ON_ONCE(len > SZ_16M))
		return NULL;
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(guards_hints_warn_on_once);

void *guards_hints_warn_text(u32 len)
{
	if (WARN(len > SZ_64K, "%u bytes wanted\n", len))
		len = SZ_64K;
	__km_range(len);			/* range: [0,65536] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_hints_warn_text);

void *guards_hints_warn_only(u32 len)
{
	WARN_ON(len > SZ_16M);		/* says it and goes on */
	__km_range(len);			/* range: unknown */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- nothing is bounded */
}
EXPORT_SYMBOL_GPL(guards_hints_warn_only);

void *guards_hints_bug_on(u32 len)
{
	BUG_ON(len > SZ_2M);
	__km_range(len);			/* range: [0,2097152] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_hints_bug_on);

void *guards_hints_panic(u32 len)
{
	if (len > SZ_32M)
		panic("%u bytes\n", len);
	__km_range(len);			/* range: [0,33554432] */
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "33554432" */
}
EXPORT_SYMBOL_GPL(guards_hints_panic);

MODULE_DESCRIPTION("kmcheck case: guards hints");
MODULE_LICENSE("GPL");
