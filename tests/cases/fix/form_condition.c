// SPDX-License-Identifier: GPL-2.0
/* The call stands inside a condition. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	if (!(buffer = kmalloc(SZ_8M, GFP_KERNEL))) /* expect: error[oversize-constant] */
		return -ENOMEM;
	memset(buffer, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init form_condition_init(void)
{
	return setup();
}

static void __exit form_condition_exit(void)
{
	teardown();
}

module_init(form_condition_init);
module_exit(form_condition_exit);

MODULE_DESCRIPTION("kmcheck case: form_condition");
MODULE_LICENSE("GPL");
