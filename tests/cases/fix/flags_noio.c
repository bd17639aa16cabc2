// SPDX-License-Identifier: GPL-2.0
/* Flags: noio */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static int setup(void)
{
	buffer = kzalloc(SZ_8M, (GFP_NOIO)); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 0x5a, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init flags_noio_init(void)
{
	return setup();
}

static void __exit flags_noio_exit(void)
{
	teardown();
}

module_init(flags_noio_init);
module_exit(flags_noio_exit);

MODULE_DESCRIPTION("kmcheck case: flags_noio");
MODULE_LICENSE("GPL");
