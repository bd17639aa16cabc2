// SPDX-License-Identifier: GPL-2.0
/* A structure with the pointer in it is copied byte by byte. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

struct buffer {
	u8 *bytes;
	size_t size;
};

static struct buffer kept;

static int setup(void)
{
	struct buffer b = { .size = SZ_8M };

	b.bytes = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!b.bytes)
		return -ENOMEM;
	memcpy(&kept, &b, sizeof(b));
	return 0;
}

static void teardown(void)
{
	kfree(kept.bytes);
}

static int __init memcpy_struct_init(void)
{
	return setup();
}

static void __exit memcpy_struct_exit(void)
{
	teardown();
}

module_init(memcpy_struct_init);
module_exit(memcpy_struct_exit);

MODULE_DESCRIPTION("kmcheck case: memcpy_struct");
MODULE_LICENSE("GPL");
