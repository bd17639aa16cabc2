// SPDX-License-Identifier: GPL-2.0
/* One variable for two memories: only one is too large. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int setup(void)
{
	u8 *p = kzalloc(SZ_4K, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	p[0] = 1;
	kfree(p);
	p = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!p)
		return -ENOMEM;
	p[1] = 2;
	kfree(p);
	p = kzalloc(SZ_1K, GFP_KERNEL);
	kfree(p);
	return 0;
}

static void teardown(void)
{
}

static int __init reused_variable_init(void)
{
	return setup();
}

static void __exit reused_variable_exit(void)
{
	teardown();
}

module_init(reused_variable_init);
module_exit(reused_variable_exit);

MODULE_DESCRIPTION("kmcheck case: reused_variable");
MODULE_LICENSE("GPL");
