// SPDX-License-Identifier: GPL-2.0
/* Casts narrow, extend signs and make bools. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void casts_narrowing(void)
{
	kfree(kmalloc((u16)0x12345678, GFP_KERNEL));	/* ok: oversize-constant -- 0x5678 */
	kfree(kmalloc((u8)-1, GFP_KERNEL));		/* ok: oversize-constant -- 255 */
	kfree(kmalloc((u32)-1, GFP_KERNEL));		/* expect: error[oversize-constant] "4294967295" */
	kfree(kmalloc((u32)0x100000040ull, GFP_KERNEL)); /* ok: oversize-constant -- 64 */
}
EXPORT_SYMBOL_GPL(casts_narrowing);

void casts_sign_extension(void)
{
	kfree(kmalloc((s8)200, GFP_KERNEL));	/* expect: error[oversize-constant] "18446744073709551560" */
	kfree(kmalloc((s16)40000, GFP_KERNEL));	/* expect: error[oversize-constant] "18446744073709526080" */
	kfree(kmalloc((u16)(s16)40000, GFP_KERNEL));	/* ok: oversize-constant -- 40000 again */
	kfree(kmalloc((u32)(s8)200, GFP_KERNEL));	/* expect: error[oversize-constant] "4294967240" */
}
EXPORT_SYMBOL_GPL(casts_sign_extension);

void casts_bool(void)
{
	kfree(kmalloc((bool)8388608, GFP_KERNEL));	/* ok: oversize-constant -- true is 1 */
	kfree(kmalloc(!!8388608, GFP_KERNEL));		/* ok: oversize-constant -- 1 */
	kfree(kmalloc((bool)8388608 * SZ_8M, GFP_KERNEL)); /* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(casts_bool);

void casts_assignment(void)
{
	u32 whole = SZ_8M + 512;
	u16 stored = whole;	/* only the low 16 bits stay */

	kfree(kmalloc(stored, GFP_KERNEL));	/* ok: oversize-constant -- 512 */
	kfree(kmalloc(whole, GFP_KERNEL));	/* expect: error[oversize-constant] "8389120" */
}
EXPORT_SYMBOL_GPL(casts_assignment);

void *casts_small_but_negative(void)
{
	kfree(kmalloc((s8)100, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc((s8)200, GFP_KERNEL));	/* expect: error[oversize-constant] "18446744073709551560" */
	return kmalloc((s16)0x8000, GFP_KERNEL);	/* expect: error[oversize-constant] "18446744073709518848" */
}
EXPORT_SYMBOL_GPL(casts_small_but_negative);

MODULE_DESCRIPTION("kmcheck case: casts");
MODULE_LICENSE("GPL");
