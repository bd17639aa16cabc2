// SPDX-License-Identifier: GPL-2.0
/*
 * A folder of module folders: each is a program of its own, whatever the
 * names are.
 */
#include <linux/module.h>
#include <linux/slab.h>

size_t folder_bytes(void);

static void *buf;

static int __init alpha_init(void)
{
	buf = kmalloc(folder_bytes(), GFP_KERNEL);	/* ok: oversize-constant|oversize-bound -- 4 KiB in this module */
	return buf ? 0 : -ENOMEM;
}
module_init(alpha_init);

static void __exit alpha_exit(void)
{
	kfree(buf);
}
module_exit(alpha_exit);

MODULE_DESCRIPTION("kmcheck case: alpha main");
MODULE_LICENSE("GPL");
