// SPDX-License-Identifier: GPL-2.0
/* Form: kzalloc */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	buffer = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 0x5a, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init form_kzalloc_init(void)
{
	return setup();
}

static void __exit form_kzalloc_exit(void)
{
	teardown();
}

module_init(form_kzalloc_init);
module_exit(form_kzalloc_exit);

MODULE_DESCRIPTION("kmcheck case: form_kzalloc");
MODULE_LICENSE("GPL");
