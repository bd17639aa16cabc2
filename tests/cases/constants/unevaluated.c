// SPDX-License-Identifier: GPL-2.0
/* Calls that are never made: sizeof, typeof and constant-false branches. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void unevaluated_operands(void)
{
	size_t pointer = sizeof(kmalloc(SZ_8M, GFP_KERNEL));	/* ok: oversize-constant -- only its type */
	typeof(kmalloc(SZ_8M, GFP_KERNEL)) p;			/* ok: oversize-constant -- only its type */

	p = kmalloc(pointer, GFP_KERNEL);			/* ok: oversize-constant -- eight bytes */
	kfree(p);
}
EXPORT_SYMBOL_GPL(unevaluated_operands);

void unevaluated_branches(void)
{
	if (0)
		kfree(kmalloc(SZ_8M, GFP_KERNEL));		/* ok: oversize-constant -- never runs */
	if (!IS_ENABLED(CONFIG_64BIT))
		kfree(kmalloc(SZ_8M, GFP_KERNEL));		/* ok: oversize-constant -- not in this configuration */
	if (IS_ENABLED(CONFIG_64BIT))
		kfree(kmalloc(SZ_8M, GFP_KERNEL));		/* expect: error[oversize-constant] "8388608" */
	while (false)
		kfree(kmalloc(SZ_8M, GFP_KERNEL));		/* ok: oversize-constant -- never runs */
	1 ? kfree(NULL) : kfree(kmalloc(SZ_8M, GFP_KERNEL));	/* ok: oversize-constant -- never runs */
	if (0 && kmalloc(SZ_8M, GFP_KERNEL))			/* ok: oversize-constant -- never runs */
		pr_info("never\n");
}
EXPORT_SYMBOL_GPL(unevaluated_branches);

void unevaluated_preprocessor(void)
{
#ifdef CONFIG_NO_SUCH_THING
	kfree(kmalloc(SZ_8M, GFP_KERNEL));
#endif
#if BITS_PER_LONG == 64
	kfree(kmalloc(SZ_8M, GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
#endif
}
EXPORT_SYMBOL_GPL(unevaluated_preprocessor);

MODULE_DESCRIPTION("kmcheck case: unevaluated");
MODULE_LICENSE("GPL");
