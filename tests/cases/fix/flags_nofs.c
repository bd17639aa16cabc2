// SPDX-License-Identifier: GPL-2.0
/* Flags: nofs */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_NOFS); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 0x5a, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init flags_nofs_init(void)
{
	return setup();
}

static void __exit flags_nofs_exit(void)
{
	teardown();
}

module_init(flags_nofs_init);
module_exit(flags_nofs_exit);

MODULE_DESCRIPTION("kmcheck case: flags_nofs");
MODULE_LICENSE("GPL");
