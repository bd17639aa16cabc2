// SPDX-License-Identifier: GPL-2.0
/* A negative number becomes a huge size_t. */
#include <linux/module.h>
#include <linux/slab.h>

void negatives_plain(void)
{
	kfree(kmalloc(-1, GFP_KERNEL));		/* expect: error[oversize-constant] "18446744073709551615" */
	kfree(kmalloc(-4096, GFP_KERNEL));	/* expect: error[oversize-constant] "18446744073709547520" */
	kfree(kmalloc(64 - 128, GFP_KERNEL));	/* expect: error[oversize-constant] "18446744073709551552" */
	kfree(kmalloc(128 - 64, GFP_KERNEL));	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(negatives_plain);

void negatives_unsigned(void)
{
	/* 32 bits: the borrow stops at bit 31. */
	kfree(kmalloc(64u - 128u, GFP_KERNEL));	/* expect: error[oversize-constant] "4294967232" */
	kfree(kmalloc(-4294967232u, GFP_KERNEL)); /* ok: oversize-constant -- minus wraps to 64 */
}
EXPORT_SYMBOL_GPL(negatives_unsigned);

void negatives_errno(void)
{
	int len = -EINVAL;

	kfree(kmalloc(len, GFP_KERNEL));	/* expect: error[oversize-constant] "18446744073709551594" */
	kfree(kmalloc(-len, GFP_KERNEL));	/* ok: oversize-constant -- 22 bytes */
}
EXPORT_SYMBOL_GPL(negatives_errno);

MODULE_DESCRIPTION("kmcheck case: negatives");
MODULE_LICENSE("GPL");
