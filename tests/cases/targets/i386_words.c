// SPDX-License-Identifier: GPL-2.0
/* test-options: --arch i386 */
/* The same code with words of 32 bits: what is 4 GiB elsewhere wraps to 0. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *i386_wraps(void)
{
	unsigned long rows = 65536, columns = 65536;

	return kmalloc(rows * columns, GFP_KERNEL);	/* ok: oversize-constant -- it asks for nothing there */
}
EXPORT_SYMBOL_GPL(i386_wraps);

void *i386_product(void)
{
	unsigned long rows = 65536, columns = 128;

	return kmalloc(rows * columns, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(i386_product);

void *i386_negative(void)
{
	return kmalloc(-1, GFP_KERNEL);	/* expect: error[oversize-constant] "4294967295" */
}
EXPORT_SYMBOL_GPL(i386_negative);

void *i386_array(size_t n)
{
	return kmalloc_array(SZ_64K, SZ_64K, GFP_KERNEL);	/* expect: error[oversize-constant] -- it never wraps */
}
EXPORT_SYMBOL_GPL(i386_array);

MODULE_DESCRIPTION("kmcheck case: words of 32 bits");
MODULE_LICENSE("GPL");
