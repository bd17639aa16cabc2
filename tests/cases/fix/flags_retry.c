// SPDX-License-Identifier: GPL-2.0
/* Flags that kvmalloc supports beside GFP_KERNEL. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL | __GFP_RETRY_MAYFAIL); /* expect: error[oversize-constant] */
	return buffer ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init flags_retry_init(void)
{
	return setup();
}

static void __exit flags_retry_exit(void)
{
	teardown();
}

module_init(flags_retry_init);
module_exit(flags_retry_exit);

MODULE_DESCRIPTION("kmcheck case: flags_retry");
MODULE_LICENSE("GPL");
