// SPDX-License-Identifier: GPL-2.0
/* Products and sums that wrap in 32 bits before they become a size_t. */
#include <linux/module.h>
#include <linux/slab.h>

void wrapping_products(void)
{
	u32 rows = 65536, columns = 65537;

	kfree(kmalloc(65536u * 65536u, GFP_KERNEL));		/* ok: oversize-constant -- wraps to 0 */
	kfree(kmalloc(rows * columns, GFP_KERNEL));		/* ok: oversize-constant -- wraps to 65536 */
	kfree(kmalloc((size_t)rows * columns, GFP_KERNEL));	/* expect: error[oversize-constant] "4295032832" */
	kfree(kmalloc((size_t)(rows * columns), GFP_KERNEL));	/* ok: oversize-constant -- the cast is too late */
	kfree(kmalloc(array_size(rows, columns), GFP_KERNEL));	/* expect: error[oversize-constant] "4295032832" */
}
EXPORT_SYMBOL_GPL(wrapping_products);

void wrapping_sums(void)
{
	u32 head = 3000000000u, body = 1500000000u;

	kfree(kmalloc(head + body, GFP_KERNEL));	/* expect: error[oversize-constant] "205032704" */
	kfree(kmalloc(U32_MAX + 65u, GFP_KERNEL));	/* ok: oversize-constant -- wraps to 64 */
	kfree(kmalloc(U32_MAX + 65ul, GFP_KERNEL));	/* expect: error[oversize-constant] "4294967360" */
	kfree(kmalloc(ULONG_MAX + 65, GFP_KERNEL));	/* ok: oversize-constant -- wraps to 64 */
}
EXPORT_SYMBOL_GPL(wrapping_sums);

void wrapping_small_types(void)
{
	u16 a = 60000, b = 60000;
	u16 sum = a + b;	/* 120000 does not fit */

	kfree(kmalloc(a + b, GFP_KERNEL));		/* ok: oversize-constant -- an int: 120000 */
	kfree(kcalloc(sum, 64, GFP_KERNEL));		/* ok: oversize-constant -- 54464 * 64 */
	kfree(kcalloc(a + b, 64, GFP_KERNEL));		/* expect: error[oversize-constant] "7680000" */
}
EXPORT_SYMBOL_GPL(wrapping_small_types);

MODULE_DESCRIPTION("kmcheck case: wrapping");
MODULE_LICENSE("GPL");
