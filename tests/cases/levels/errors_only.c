// SPDX-License-Identifier: GPL-2.0
/* test-options: --level error */
/* With --level error warnings are not heard. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *errors_only_bound(u32 len)
{
	if (len > SZ_16M)
		return NULL;
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- a warning */
}
EXPORT_SYMBOL_GPL(errors_only_bound);

void *errors_only_constant(void)
{
	return kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(errors_only_constant);

MODULE_DESCRIPTION("kmcheck case: errors only");
MODULE_LICENSE("GPL");
