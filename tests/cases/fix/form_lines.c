// SPDX-License-Identifier: GPL-2.0
/* A call that is written over several lines. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	/* expect-below: error[oversize-constant] */
	buffer = kmalloc_array(SZ_8K,
			       SZ_1K,
			       GFP_KERNEL);
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 0x5a, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init form_lines_init(void)
{
	return setup();
}

static void __exit form_lines_exit(void)
{
	teardown();
}

module_init(form_lines_init);
module_exit(form_lines_exit);

MODULE_DESCRIPTION("kmcheck case: form_lines");
MODULE_LICENSE("GPL");
