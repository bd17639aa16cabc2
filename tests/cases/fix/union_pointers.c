// SPDX-License-Identifier: GPL-2.0
/* One member of a union is stored, another freed. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct header {
	int n;
};

union pointers {
	u8 *bytes;
	u32 *words;
	struct header *header;
};

static union pointers pointers;

static int setup(void)
{
	pointers.bytes = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!pointers.header)
		return -ENOMEM;
	memset(pointers.bytes, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(pointers.words);
}

static int __init union_pointers_init(void)
{
	return setup();
}

static void __exit union_pointers_exit(void)
{
	teardown();
}

module_init(union_pointers_init);
module_exit(union_pointers_exit);

MODULE_DESCRIPTION("kmcheck case: union_pointers");
MODULE_LICENSE("GPL");
