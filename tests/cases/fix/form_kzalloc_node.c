// SPDX-License-Identifier: GPL-2.0
/* Form: kzalloc_node */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	buffer = kzalloc_node(SZ_8M, GFP_KERNEL, 0); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 0x5a, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init form_kzalloc_node_init(void)
{
	return setup();
}

static void __exit form_kzalloc_node_exit(void)
{
	teardown();
}

module_init(form_kzalloc_node_init);
module_exit(form_kzalloc_node_exit);

MODULE_DESCRIPTION("kmcheck case: form_kzalloc_node");
MODULE_LICENSE("GPL");
