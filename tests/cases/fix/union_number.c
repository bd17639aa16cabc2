// SPDX-License-Identifier: GPL-2.0
/* The pointer is stored as one member of a union and freed as another. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct value {
	bool is_pointer;
	union {
		u8 *bytes;
		unsigned long number;
	} u;
};

static struct value value;

static int setup(void)
{
	value.is_pointer = true;
	value.u.bytes = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return value.u.bytes ? 0 : -ENOMEM;
}

static void teardown(void)
{
	if (value.is_pointer)
		kfree((void *)value.u.number);
}

static int __init union_number_init(void)
{
	return setup();
}

static void __exit union_number_exit(void)
{
	teardown();
}

module_init(union_number_init);
module_exit(union_number_exit);

MODULE_DESCRIPTION("kmcheck case: union_number");
MODULE_LICENSE("GPL");
