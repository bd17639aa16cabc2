// SPDX-License-Identifier: GPL-2.0
/*
 * ?: with constant and unknown conditions, and the GNU form without a
 * middle.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void conditionals_constant(void)
{
	kfree(kmalloc(1 ? SZ_4K : SZ_8M, GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(0 ? SZ_4K : SZ_8M, GFP_KERNEL));		/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(sizeof(long) == 8 ? SZ_8M : SZ_1M, GFP_KERNEL)); /* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(sizeof(long) == 4 ? SZ_8M : SZ_1M, GFP_KERNEL)); /* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(conditionals_constant);

void conditionals_unknown(bool jumbo)
{
	kfree(kmalloc(jumbo ? SZ_16K : SZ_2K, GFP_KERNEL));	/* ok: oversize-bound */
	kfree(kmalloc(jumbo ? SZ_16M : SZ_8M, GFP_KERNEL));	/* expect: error[oversize-constant] */
	kfree(kmalloc(jumbo ? SZ_16M : SZ_2K, GFP_KERNEL));	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(conditionals_unknown);

void conditionals_gnu(void)
{
	kfree(kmalloc(0 ?: SZ_8M, GFP_KERNEL));		/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(SZ_4K ?: SZ_8M, GFP_KERNEL));	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(conditionals_gnu);

void conditionals_config(void)
{
	kfree(kmalloc(IS_ENABLED(CONFIG_64BIT) ? SZ_8M : SZ_1M, GFP_KERNEL)); /* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(IS_ENABLED(CONFIG_NO_SUCH_THING) ? SZ_8M : SZ_1M, GFP_KERNEL)); /* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(conditionals_config);

MODULE_DESCRIPTION("kmcheck case: conditionals");
MODULE_LICENSE("GPL");
