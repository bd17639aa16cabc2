// SPDX-License-Identifier: GPL-2.0
/* Recursion that halves until it fits, and one that counts levels. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void *get_half(size_t bytes)
{
	void *p = kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-constant|oversize-bound -- 1 MiB and less */

	if (!p && bytes > SZ_4K)
		return get_half(bytes / 2);
	return p;
}

static int build_level(unsigned int level)
{
	void *node;
	int ret = 0;

	if (level > 8)
		return 0;
	node = kmalloc(64u << level, GFP_KERNEL);	/* ok: oversize-bound -- eight levels */
	if (!node)
		return -ENOMEM;
	ret = build_level(level + 1);
	kfree(node);
	return ret;
}

static void *buf;

static int __init recursion_init(void)
{
	buf = get_half(SZ_1M);
	return build_level(0);
}
module_init(recursion_init);

static void __exit recursion_exit(void)
{
	kfree(buf);
}
module_exit(recursion_exit);

MODULE_DESCRIPTION("kmcheck case: recursion shrinks");
MODULE_LICENSE("GPL");
