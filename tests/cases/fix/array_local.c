// SPDX-License-Identifier: GPL-2.0
/* An array of pointers on the stack. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int setup(void)
{
	u8 *parts[3] = { };
	int err = 0;

	for (int i = 0; i < 3; i++) {
		parts[i] = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
		if (!parts[i]) {
			err = -ENOMEM;
			break;
		}
		memset(parts[i], i, SZ_8M);
	}
	for (int i = 0; i < 3; i++)
		kfree(parts[i]);
	return err;
}

static void teardown(void)
{
}

static int __init array_local_init(void)
{
	return setup();
}

static void __exit array_local_exit(void)
{
	teardown();
}

module_init(array_local_init);
module_exit(array_local_exit);

MODULE_DESCRIPTION("kmcheck case: array_local");
MODULE_LICENSE("GPL");
