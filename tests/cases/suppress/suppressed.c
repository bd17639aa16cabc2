// SPDX-License-Identifier: GPL-2.0
/*
 * A comment with a reason silences one rule on its line or on the line
 * below.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *suppressed_same_line(void)
{
	return kmalloc(SZ_8M, GFP_KERNEL); /* kmcheck: ignore[oversize-constant] known to fail, tested by the caller */
}
EXPORT_SYMBOL_GPL(suppressed_same_line);

void *suppressed_line_above(void)
{
	/* kmcheck: ignore[oversize-constant] known to fail, tested by the caller */
	return kmalloc(SZ_8M, GFP_KERNEL);	/* ok: oversize-constant -- suppressed above */
}
EXPORT_SYMBOL_GPL(suppressed_line_above);

void *suppressed_too_far(void)
{
	void *p;

	/* kmcheck: ignore[oversize-constant] two lines above: reaches only the next */
	p = NULL;
	if (!p)
		p = kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	return p;
}
EXPORT_SYMBOL_GPL(suppressed_too_far);

void *suppressed_other_rule(void)
{
	/* kmcheck: ignore[oversize-bound] another rule */
	return kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(suppressed_other_rule);

void *suppressed_without_reason(void)
{
	/* kmcheck: ignore[oversize-constant] */
	return kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(suppressed_without_reason);

void *suppressed_neighbour(void)
{
	void *p;

	p = kmalloc(SZ_16M, GFP_KERNEL); /* kmcheck: ignore[oversize-constant] probed at start-up, failure is handled */
	if (!p)
		p = kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	return p;
}
EXPORT_SYMBOL_GPL(suppressed_neighbour);

void *suppressed_bound(u32 len)
{
	if (len > SZ_16M)
		return NULL;
	/* kmcheck: ignore[oversize-bound] callers pass at most a page */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- suppressed above */
}
EXPORT_SYMBOL_GPL(suppressed_bound);

MODULE_DESCRIPTION("kmcheck case: suppressed");
MODULE_LICENSE("GPL");
