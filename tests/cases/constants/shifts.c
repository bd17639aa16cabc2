// SPDX-License-Identifier: GPL-2.0
/* Shifts, BIT() and GENMASK(). */
#include <linux/bits.h>
#include <linux/module.h>
#include <linux/slab.h>

void shifts_operators(void)
{
	kfree(kmalloc(1 << 22, GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(1 << 23, GFP_KERNEL));		/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(1UL << 32, GFP_KERNEL));		/* expect: error[oversize-constant] "4294967296" */
	kfree(kmalloc(16 << 20 >> 2, GFP_KERNEL));	/* ok: oversize-constant -- back to the limit */
	kfree(kmalloc(-8 >> 1, GFP_KERNEL));		/* expect: error[oversize-constant] "18446744073709551612" */
}
EXPORT_SYMBOL_GPL(shifts_operators);

void shifts_lost_bits(void)
{
	u32 high = 1u << 31;

	kfree(kmalloc(high << 1, GFP_KERNEL));		/* ok: oversize-constant -- the bit is gone */
	kfree(kmalloc((u64)high << 1, GFP_KERNEL));	/* expect: error[oversize-constant] "4294967296" */
}
EXPORT_SYMBOL_GPL(shifts_lost_bits);

void shifts_helpers(void)
{
	kfree(kmalloc(BIT(22), GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(BIT(22) | BIT(0), GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kfree(kmalloc(BIT_ULL(40), GFP_KERNEL));	/* expect: error[oversize-constant] "1099511627776" */
	kfree(kmalloc(GENMASK(21, 0), GFP_KERNEL));	/* ok: oversize-constant -- limit - 1 */
	kfree(kmalloc(GENMASK(22, 0), GFP_KERNEL));	/* expect: error[oversize-constant] "8388607" */
}
EXPORT_SYMBOL_GPL(shifts_helpers);

MODULE_DESCRIPTION("kmcheck case: shifts");
MODULE_LICENSE("GPL");
