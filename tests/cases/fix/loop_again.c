// SPDX-License-Identifier: GPL-2.0
/* Freed and allocated again in a loop. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int setup(void)
{
	u8 *p = NULL;

	for (int i = 0; i < 3; i++) {
		kfree(p);
		p = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
		if (!p)
			return -ENOMEM;
		memset(p, i, SZ_8M);
	}
	kfree(p);
	return 0;
}

static void teardown(void)
{
}

static int __init loop_again_init(void)
{
	return setup();
}

static void __exit loop_again_exit(void)
{
	teardown();
}

module_init(loop_again_init);
module_exit(loop_again_exit);

MODULE_DESCRIPTION("kmcheck case: loop_again");
MODULE_LICENSE("GPL");
