// SPDX-License-Identifier: GPL-2.0
/* Form: kcalloc */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	buffer = kcalloc(SZ_8K, SZ_1K, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 0x5a, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init form_kcalloc_init(void)
{
	return setup();
}

static void __exit form_kcalloc_exit(void)
{
	teardown();
}

module_init(form_kcalloc_init);
module_exit(form_kcalloc_exit);

MODULE_DESCRIPTION("kmcheck case: form_kcalloc");
MODULE_LICENSE("GPL");
