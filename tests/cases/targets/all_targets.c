// SPDX-License-Identifier: GPL-2.0
/* test-options: --all-targets */
/* Against every row of the table: what only others cannot have is a warning. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *all_targets_everywhere(void)
{
	return kmalloc(SZ_1G, GFP_KERNEL);	/* expect: error[oversize-constant] "1073741824" */
}
EXPORT_SYMBOL_GPL(all_targets_everywhere);

void *all_targets_elsewhere(void)
{
	return kmalloc(SZ_2M, GFP_KERNEL);	/* expect: warning[oversize-constant] "1048576 on s390x" */
}
EXPORT_SYMBOL_GPL(all_targets_elsewhere);

void *all_targets_nowhere(void)
{
	return kmalloc(SZ_512K, GFP_KERNEL);	/* ok: oversize-constant -- fits on every row */
}
EXPORT_SYMBOL_GPL(all_targets_nowhere);

MODULE_DESCRIPTION("kmcheck case: all targets");
MODULE_LICENSE("GPL");
