// SPDX-License-Identifier: GPL-2.0
/*
 * Two variables of one struct type: what one holds is not what the other
 * holds.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct buffer {
	size_t bytes;
	void *mem;
};

static int small_setup(void)
{
	struct buffer b = { .bytes = SZ_4K };

	b.mem = kmalloc(b.bytes, GFP_KERNEL);	/* ok: oversize-constant -- this one is small */
	kfree(b.mem);
	return b.mem ? 0 : -ENOMEM;
}

static int large_setup(void)
{
	struct buffer b = { .bytes = SZ_8M };

	b.mem = kmalloc(b.bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	kfree(b.mem);
	return b.mem ? 0 : -ENOMEM;
}

static int __init two_instances_init(void)
{
	return small_setup() ?: large_setup();
}
module_init(two_instances_init);

static void __exit two_instances_exit(void)
{
}
module_exit(two_instances_exit);

MODULE_DESCRIPTION("kmcheck case: two instances");
MODULE_LICENSE("GPL");
