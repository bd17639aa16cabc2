// SPDX-License-Identifier: GPL-2.0
/* Allocations on paths that cannot run. */
#include <linux/bug.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

void *dead_contradiction(u32 len)
{
	if (len > SZ_1M)
		return NULL;
	if (len > SZ_8M) {
		__km_range(len);			/* range: impossible */
		return kmalloc(len, GFP_KERNEL);	/* ok: oversize-constant -- cannot come here */
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(dead_contradiction);

void *dead_unsigned_negative(u32 len)
{
	if (len < 0)
		return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: oversize-constant -- never below zero */
	return NULL;
}
EXPORT_SYMBOL_GPL(dead_unsigned_negative);

void *dead_after_return(u32 len)
{
	return NULL;
	return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(dead_after_return);

void *dead_after_bug(int kind)
{
	switch (kind) {
	case 0:
		return kmalloc(SZ_4K, GFP_KERNEL);	/* ok: oversize-constant */
	default:
		BUG();
	}
	return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: oversize-constant -- BUG() does not return */
}
EXPORT_SYMBOL_GPL(dead_after_bug);

void *dead_config(void)
{
	if (IS_ENABLED(CONFIG_NO_SUCH_THING))
		return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: oversize-constant -- not in this configuration */
	if (IS_ENABLED(CONFIG_SMP) && sizeof(void *) == 4)
		return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: oversize-constant */
	return NULL;
}
EXPORT_SYMBOL_GPL(dead_config);

void *dead_equalities(u32 n)
{
	if (n == 3) {
		if (n != 3)
			return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: oversize-constant */
		return kmalloc(n << 20, GFP_KERNEL);		/* ok: oversize-constant -- 3 MiB */
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(dead_equalities);

void *dead_endless(void)
{
	for (;;)
		cpu_relax();
	return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: oversize-constant -- the loop has no end */
}
EXPORT_SYMBOL_GPL(dead_endless);

void *dead_flag(void)
{
	int jumbo = 0;

	if (jumbo)
		return kmalloc(SZ_16M, GFP_KERNEL);	/* ok: oversize-constant -- jumbo is 0 */
	return kmalloc(SZ_16K, GFP_KERNEL);
}
EXPORT_SYMBOL_GPL(dead_flag);

void *dead_but_alive(int n)
{
	if (n > 100 || n < 200)
		return kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	return NULL;
}
EXPORT_SYMBOL_GPL(dead_but_alive);

MODULE_DESCRIPTION("kmcheck case: dead");
MODULE_LICENSE("GPL");
