// SPDX-License-Identifier: GPL-2.0
/* test-options: --disable oversize-constant */
/* A disabled rule says nothing, the others go on. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *disabled_constant(void)
{
	return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: oversize-constant -- disabled */
}
EXPORT_SYMBOL_GPL(disabled_constant);

void *disabled_bound(u32 len)
{
	if (len > SZ_16M)
		return NULL;
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(disabled_bound);

MODULE_DESCRIPTION("kmcheck case: disabled");
MODULE_LICENSE("GPL");
