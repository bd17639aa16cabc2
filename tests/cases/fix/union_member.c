// SPDX-License-Identifier: GPL-2.0
/* The pointer stands in an anonymous union. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct value {
	int kind;
	union {
		u8 *bytes;
		u64 number;
	};
};

static struct value value;

static int setup(void)
{
	value.kind = 1;
	value.bytes = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return value.bytes ? 0 : -ENOMEM;
}

static void teardown(void)
{
	if (value.kind == 1)
		kfree(value.bytes);
}

static int __init union_member_init(void)
{
	return setup();
}

static void __exit union_member_exit(void)
{
	teardown();
}

module_init(union_member_init);
module_exit(union_member_exit);

MODULE_DESCRIPTION("kmcheck case: union_member");
MODULE_LICENSE("GPL");
