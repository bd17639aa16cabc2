// SPDX-License-Identifier: GPL-2.0
/* The memory comes back through a parameter. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *kept;

static int buffer_get(u8 **out)
{
	u8 *p = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!p)
		return -ENOMEM;
	*out = p;
	return 0;
}

static int setup(void)
{
	u8 *mine;
	int err = buffer_get(&mine);

	if (err)
		return err;
	memset(mine, 4, SZ_8M);
	kept = mine;
	return 0;
}

static void teardown(void)
{
	kfree(kept);
}

static int __init out_parameter_init(void)
{
	return setup();
}

static void __exit out_parameter_exit(void)
{
	teardown();
}

module_init(out_parameter_init);
module_exit(out_parameter_exit);

MODULE_DESCRIPTION("kmcheck case: out_parameter");
MODULE_LICENSE("GPL");
