// SPDX-License-Identifier: GPL-2.0
/* Every arithmetic, bit, comparison and logical operator. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void operators_arithmetic(void)
{
	kfree(kmalloc(SZ_64M / 16, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(SZ_64M / 15, GFP_KERNEL));	/* expect: error[oversize-constant] "4473924" */
	kfree(kmalloc(SZ_64M % 1000, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(100000000 % 95000000, GFP_KERNEL)); /* expect: error[oversize-constant] "5000000" */
	kfree(kmalloc(SZ_8M - SZ_4M, GFP_KERNEL));	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(operators_arithmetic);

void operators_bits(void)
{
	kfree(kmalloc(0xfffffff & 0xff0fff, GFP_KERNEL));	/* expect: error[oversize-constant] "16715775" */
	kfree(kmalloc(0xfffffff & 0x0ff0ff, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(0x800000 ^ 0x800040, GFP_KERNEL));	/* ok: oversize-constant -- 64 */
	kfree(kmalloc(~0, GFP_KERNEL));				/* expect: error[oversize-constant] "18446744073709551615" */
	kfree(kmalloc(~0u, GFP_KERNEL));			/* expect: error[oversize-constant] "4294967295" */
	kfree(kmalloc(~0xffffff00u, GFP_KERNEL));		/* ok: oversize-constant -- 255 */
}
EXPORT_SYMBOL_GPL(operators_bits);

void operators_truth(void)
{
	kfree(kmalloc((SZ_8M > SZ_4M) * 64, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc((SZ_8M > SZ_4M) * SZ_8M, GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc((1 && 0) * SZ_8M + 8, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc((-1 < 1u) * SZ_8M + 8, GFP_KERNEL));	/* ok: oversize-constant -- -1 becomes unsigned */
}
EXPORT_SYMBOL_GPL(operators_truth);

MODULE_DESCRIPTION("kmcheck case: operators");
MODULE_LICENSE("GPL");
