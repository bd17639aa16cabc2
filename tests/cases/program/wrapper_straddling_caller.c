// SPDX-License-Identifier: GPL-2.0
/* A caller passes a checked value whose check is too lax. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void *scratch_get(size_t bytes)
{
	return kzalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}

void *scratch_for_user(size_t bytes)
{
	if (bytes > SZ_16M)
		return NULL;
	return scratch_get(bytes);
}
EXPORT_SYMBOL_GPL(scratch_for_user);

void *scratch_small(void)
{
	return scratch_get(SZ_4K);
}
EXPORT_SYMBOL_GPL(scratch_small);

MODULE_DESCRIPTION("kmcheck case: wrapper straddling caller");
MODULE_LICENSE("GPL");
