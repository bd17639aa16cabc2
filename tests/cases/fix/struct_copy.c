// SPDX-License-Identifier: GPL-2.0
/* The structure that holds the pointer is copied. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct view {
	u8 *data;
	size_t bytes;
};

static struct view view;

static int setup(void)
{
	struct view v = { .bytes = SZ_8M };

	v.data = kmalloc(v.bytes, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!v.data)
		return -ENOMEM;
	memset(v.data, 1, v.bytes);
	view = v;
	return 0;
}

static void teardown(void)
{
	kfree(view.data);
}

static int __init struct_copy_init(void)
{
	return setup();
}

static void __exit struct_copy_exit(void)
{
	teardown();
}

module_init(struct_copy_init);
module_exit(struct_copy_exit);

MODULE_DESCRIPTION("kmcheck case: struct_copy");
MODULE_LICENSE("GPL");
