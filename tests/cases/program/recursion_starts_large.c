// SPDX-License-Identifier: GPL-2.0
/* Recursion whose first step is already too large. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void *get_half(size_t bytes)
{
	void *p = kmalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] */

	if (!p && bytes > SZ_4K)
		return get_half(bytes / 2);
	return p;
}

static void *buf;

static int __init recursion_large_init(void)
{
	buf = get_half(SZ_32M);
	return buf ? 0 : -ENOMEM;
}
module_init(recursion_large_init);

static void __exit recursion_large_exit(void)
{
	kfree(buf);
}
module_exit(recursion_large_exit);

MODULE_DESCRIPTION("kmcheck case: recursion starts large");
MODULE_LICENSE("GPL");
