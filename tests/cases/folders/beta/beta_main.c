// SPDX-License-Identifier: GPL-2.0
/* The same names as in the neighbour folder, another number. */
#include <linux/module.h>
#include <linux/slab.h>

size_t folder_bytes(void);

static void *buf;

static int __init beta_init(void)
{
	buf = kmalloc(folder_bytes(), GFP_KERNEL);	/* expect: error[oversize-constant] "16777216" */
	return buf ? 0 : -ENOMEM;
}
module_init(beta_init);

static void __exit beta_exit(void)
{
	kfree(buf);
}
module_exit(beta_exit);

MODULE_DESCRIPTION("kmcheck case: beta main");
MODULE_LICENSE("GPL");
