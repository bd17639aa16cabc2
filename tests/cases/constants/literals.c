// SPDX-License-Identifier: GPL-2.0
/* Integer literals in every base and with every suffix. */
#include <linux/module.h>
#include <linux/slab.h>

void literals_decimal(void)
{
	kfree(kmalloc(4194304, GFP_KERNEL));	/* ok: oversize-constant -- exactly the limit */
	kfree(kmalloc(4194305, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kfree(kmalloc(0, GFP_KERNEL));		/* ok: oversize-constant -- ZERO_SIZE_PTR */
}
EXPORT_SYMBOL_GPL(literals_decimal);

void literals_hexadecimal(void)
{
	kfree(kmalloc(0x400000, GFP_KERNEL));	/* ok: oversize-constant -- exactly the limit */
	kfree(kmalloc(0X400001, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kfree(kmalloc(0xffffffff, GFP_KERNEL));	/* expect: error[oversize-constant] "4294967295" */
}
EXPORT_SYMBOL_GPL(literals_hexadecimal);

void literals_octal(void)
{
	kfree(kmalloc(020000000, GFP_KERNEL));	/* ok: oversize-constant -- exactly the limit */
	kfree(kmalloc(020000001, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(literals_octal);

void literals_binary(void)
{
	/* ok-below: oversize-constant -- 22 zeros: exactly the limit */
	kfree(kmalloc(0b10000000000000000000000, GFP_KERNEL));
	/* expect-below: error[oversize-constant] "8388608" */
	kfree(kmalloc(0b100000000000000000000000, GFP_KERNEL));
}
EXPORT_SYMBOL_GPL(literals_binary);

void literals_suffixes(void)
{
	kfree(kmalloc(4194304u, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(4194304UL, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(4194305u, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kfree(kmalloc(4194305L, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kfree(kmalloc(8388608ull, GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(0x800000LLU, GFP_KERNEL)); /* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(literals_suffixes);

MODULE_DESCRIPTION("kmcheck case: literals");
MODULE_LICENSE("GPL");
