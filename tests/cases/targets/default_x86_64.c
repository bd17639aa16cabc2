// SPDX-License-Identifier: GPL-2.0
/* The configured target, x86_64: 4 MiB. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *default_eight_mib(void)
{
	return kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(default_eight_mib);

void *default_two_mib(void)
{
	return kmalloc(SZ_2M, GFP_KERNEL);	/* ok: oversize-constant -- fails only on s390 5.4 */
}
EXPORT_SYMBOL_GPL(default_two_mib);

void *default_pages(void)
{
	return kmalloc(64 * PAGE_SIZE << 5, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(default_pages);

void *default_wraps_in_32_bits(void)
{
	/* A long has 64 bits here; with 32 the product would be 0. */
	unsigned long rows = 65536, columns = 65536;

	return kmalloc(rows * columns, GFP_KERNEL);	/* expect: error[oversize-constant] "4294967296" */
}
EXPORT_SYMBOL_GPL(default_wraps_in_32_bits);

MODULE_DESCRIPTION("kmcheck case: default x86 64");
MODULE_LICENSE("GPL");
