// SPDX-License-Identifier: GPL-2.0
/* Form: kmalloc */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 0x5a, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init form_kmalloc_init(void)
{
	return setup();
}

static void __exit form_kmalloc_exit(void)
{
	teardown();
}

module_init(form_kmalloc_init);
module_exit(form_kmalloc_exit);

MODULE_DESCRIPTION("kmcheck case: form_kmalloc");
MODULE_LICENSE("GPL");
