// SPDX-License-Identifier: GPL-2.0
/* Floating constants that become a size: truncated, as C does it. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *floating_decimal(void)
{
	return kmalloc(5e6, GFP_KERNEL);	/* expect: error[oversize-constant] "5000000" */
}
EXPORT_SYMBOL_GPL(floating_decimal);

void *floating_hex(void)
{
	return kmalloc(0x1p23, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(floating_hex);

void *floating_cast(void)
{
	return kmalloc((size_t)(2.5 * SZ_2M), GFP_KERNEL);	/* expect: error[oversize-constant] "5242880" */
}
EXPORT_SYMBOL_GPL(floating_cast);

void *floating_stored(void)
{
	size_t bytes = 4.2e6;

	return kmalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "4200000" */
}
EXPORT_SYMBOL_GPL(floating_stored);

void *floating_truncated(void)
{
	return kmalloc(4194304.9, GFP_KERNEL);	/* ok: oversize-constant -- 4194304 */
}
EXPORT_SYMBOL_GPL(floating_truncated);

MODULE_LICENSE("GPL");
