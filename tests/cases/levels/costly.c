// SPDX-License-Identifier: GPL-2.0
/* test-options: --enable costly-order */
/* costly-order, when it is asked for: above order 3, which is 32 KiB. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *costly_at(void)
{
	return kmalloc(SZ_32K, GFP_KERNEL);	/* ok: costly-order -- order 3 is not costly */
}
EXPORT_SYMBOL_GPL(costly_at);

void *costly_over(void)
{
	return kmalloc(SZ_32K + 1, GFP_KERNEL);	/* expect: note[costly-order] "32769" */
}
EXPORT_SYMBOL_GPL(costly_over);

void *costly_limit(void)
{
	return kmalloc(SZ_4M, GFP_KERNEL);	/* expect: note[costly-order] "4194304" */
}
EXPORT_SYMBOL_GPL(costly_limit);

void *costly_oversize(void)
{
	return kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(costly_oversize);

void *costly_kvmalloc(void)
{
	return kvmalloc(SZ_1M, GFP_KERNEL);	/* ok: costly-order -- falls back by itself */
}
EXPORT_SYMBOL_GPL(costly_kvmalloc);

MODULE_DESCRIPTION("kmcheck case: costly");
MODULE_LICENSE("GPL");
