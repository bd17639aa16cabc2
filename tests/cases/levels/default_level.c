// SPDX-License-Identifier: GPL-2.0
/* At the default level notes are not heard. */
#include <linux/io.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *default_level_register(void __iomem *regs)
{
	return kmalloc(readl(regs), GFP_KERNEL);	/* ok: oversize-user -- a note */
}
EXPORT_SYMBOL_GPL(default_level_register);

void *default_level_costly(void)
{
	return kmalloc(SZ_1M, GFP_KERNEL);	/* ok: costly-order -- off by default */
}
EXPORT_SYMBOL_GPL(default_level_costly);

MODULE_DESCRIPTION("kmcheck case: default level");
MODULE_LICENSE("GPL");
