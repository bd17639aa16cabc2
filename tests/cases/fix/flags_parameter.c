// SPDX-License-Identifier: GPL-2.0
/* The flags are a parameter; every caller may sleep. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *one, *two;

static u8 *buffer_new(gfp_t flags)
{
	return kzalloc(SZ_8M, flags | __GFP_NOWARN); /* expect: error[oversize-constant] */
}

static int setup(void)
{
	one = buffer_new(GFP_KERNEL);
	two = buffer_new(GFP_NOFS);
	if (!one || !two) {
		kfree(one);
		kfree(two);
		return -ENOMEM;
	}
	return 0;
}

static void teardown(void)
{
	kfree(one);
	kfree(two);
}

static int __init flags_parameter_init(void)
{
	return setup();
}

static void __exit flags_parameter_exit(void)
{
	teardown();
}

module_init(flags_parameter_init);
module_exit(flags_parameter_exit);

MODULE_DESCRIPTION("kmcheck case: flags_parameter");
MODULE_LICENSE("GPL");
