// SPDX-License-Identifier: GPL-2.0
/* test-options: --level note */
/* A suppression that suppresses nothing, or has no reason, is itself a note. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *unused_nothing_here(void)
{
	/* kmcheck: ignore[oversize-constant] it was large once */	/* expect: note[unused-suppression] */
	return kmalloc(SZ_4K, GFP_KERNEL);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(unused_nothing_here);

void *unused_no_reason(void)
{
	/* kmcheck: ignore[oversize-constant] */	/* expect: note[unused-suppression] */
	return kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(unused_no_reason);

void *unused_but_needed(void)
{
	/* kmcheck: ignore[oversize-constant] the caller tries a smaller one */
	return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: unused-suppression|oversize-constant */
}
EXPORT_SYMBOL_GPL(unused_but_needed);

MODULE_DESCRIPTION("kmcheck case: unused");
MODULE_LICENSE("GPL");
