// SPDX-License-Identifier: GPL-2.0
/*
 * Commas, statement expressions, typeof, choose_expr, _Generic, assignments
 * used as values.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define BYTES_OF(x) _Generic((x), int: SZ_4K, long: SZ_8M, default: SZ_1M)

void odd_expressions_values(void)
{
	size_t n;

	kfree(kmalloc(((void)SZ_8M, SZ_4K), GFP_KERNEL));		/* ok: oversize-constant -- the right one counts */
	kfree(kmalloc(({ int k = 3; k << 21; }), GFP_KERNEL));	/* expect: error[oversize-constant] "6291456" */
	kfree(kmalloc(n = SZ_8M, GFP_KERNEL));			/* expect: error[oversize-constant] "8388608" */
	n = SZ_2M;
	kfree(kmalloc(n += SZ_2M, GFP_KERNEL));			/* ok: oversize-constant */
	kfree(kmalloc(n++, GFP_KERNEL));			/* ok: oversize-constant -- old value */
	kfree(kmalloc(n, GFP_KERNEL));				/* expect: error[oversize-constant] "4194305" */
	kfree(kmalloc(--n, GFP_KERNEL));			/* ok: oversize-constant */
	kfree(kmalloc(n <<= 1, GFP_KERNEL));			/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(odd_expressions_values);

void odd_expressions_compile_time(void)
{
	kfree(kmalloc(BYTES_OF(1), GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(BYTES_OF(1L), GFP_KERNEL));		/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(BYTES_OF('x' + 0u), GFP_KERNEL));		/* ok: oversize-constant */
	/* expect-below: error[oversize-constant] "8388608" */
	kfree(kmalloc(__builtin_choose_expr(sizeof(int) == 4, SZ_8M, SZ_4K), GFP_KERNEL));
	/* ok-below: oversize-constant */
	kfree(kmalloc(__builtin_choose_expr(sizeof(int) == 8, SZ_8M, SZ_4K), GFP_KERNEL));
	/* expect-below: error[oversize-constant] "8388608" */
	kfree(kmalloc(__builtin_constant_p(SZ_4K) ? SZ_8M : SZ_4K, GFP_KERNEL));
}
EXPORT_SYMBOL_GPL(odd_expressions_compile_time);

MODULE_DESCRIPTION("kmcheck case: odd expressions");
MODULE_LICENSE("GPL");
