// SPDX-License-Identifier: GPL-2.0
/* Character constants are ints. */
#include <linux/module.h>
#include <linux/slab.h>

void characters_product(void)
{
	kfree(kmalloc('a' * 65536, GFP_KERNEL));	/* expect: error[oversize-constant] "6356992" */
	kfree(kmalloc('@' * 65536, GFP_KERNEL));	/* ok: oversize-constant -- 64 * 65536 is the limit */
	kfree(kmalloc('a' * 256, GFP_KERNEL));		/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(characters_product);

void characters_escapes(void)
{
	kfree(kmalloc('\n' * 524288, GFP_KERNEL));	/* expect: error[oversize-constant] "5242880" */
	kfree(kmalloc('\x7f' << 20, GFP_KERNEL));	/* expect: error[oversize-constant] "133169152" */
	kfree(kmalloc('\0' + 64, GFP_KERNEL));		/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(characters_escapes);

void characters_strings(void)
{
	kfree(kmalloc(sizeof("firmware"), GFP_KERNEL));	/* ok: oversize-constant -- nine bytes */
	/* expect-below: error[oversize-constant] "9437184" */
	kfree(kmalloc(sizeof("firmware") << 20, GFP_KERNEL));
}
EXPORT_SYMBOL_GPL(characters_strings);

MODULE_DESCRIPTION("kmcheck case: characters");
MODULE_LICENSE("GPL");
