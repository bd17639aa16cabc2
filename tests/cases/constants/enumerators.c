// SPDX-License-Identifier: GPL-2.0
/* Enumerators, their implicit successors and enum variables. */
#include <linux/module.h>
#include <linux/slab.h>

enum {
	POOL_LIMIT = 1 << 22,
	POOL_OVER,			/* 4194305 */
	POOL_NEG = -2,
	POOL_NEXT,			/* -1 */
	POOL_ZERO,
};

enum frame_size {
	FRAME_SMALL = 0x1000,
	FRAME_LARGE = 0x800000,
};

void enumerators_anonymous(void)
{
	kfree(kmalloc(POOL_LIMIT, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(POOL_OVER, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kfree(kmalloc(POOL_NEXT, GFP_KERNEL));	/* expect: error[oversize-constant] "18446744073709551615" */
	kfree(kmalloc(POOL_ZERO, GFP_KERNEL));	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(enumerators_anonymous);

void enumerators_variable(void)
{
	enum frame_size small = FRAME_SMALL, large = FRAME_LARGE;

	kfree(kmalloc(small, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(large, GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(enumerators_variable);

MODULE_DESCRIPTION("kmcheck case: enumerators");
MODULE_LICENSE("GPL");
