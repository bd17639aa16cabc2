// SPDX-License-Identifier: GPL-2.0
/* Flags: account */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL_ACCOUNT | __GFP_ZERO); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 0x5a, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init flags_account_init(void)
{
	return setup();
}

static void __exit flags_account_exit(void)
{
	teardown();
}

module_init(flags_account_init);
module_exit(flags_account_exit);

MODULE_DESCRIPTION("kmcheck case: flags_account");
MODULE_LICENSE("GPL");
