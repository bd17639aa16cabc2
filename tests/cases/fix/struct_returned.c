// SPDX-License-Identifier: GPL-2.0
/* A structure with the pointer in it is returned by value. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct buffer {
	u8 *bytes;
	size_t size;
};

static struct buffer make(size_t size)
{
	struct buffer b = { .size = size };

	b.bytes = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return b;
}

static struct buffer buffer;

static int setup(void)
{
	buffer = make(SZ_8M);
	return buffer.bytes ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree(buffer.bytes);
}

static int __init struct_returned_init(void)
{
	return setup();
}

static void __exit struct_returned_exit(void)
{
	teardown();
}

module_init(struct_returned_init);
module_exit(struct_returned_exit);

MODULE_DESCRIPTION("kmcheck case: struct_returned");
MODULE_LICENSE("GPL");
