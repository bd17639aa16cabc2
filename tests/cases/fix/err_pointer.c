// SPDX-License-Identifier: GPL-2.0
/* Failure comes as an error pointer. */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static u8 *buffer_new(void)
{
	u8 *p = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!p)
		return ERR_PTR(-ENOMEM);
	return p;
}

static int setup(void)
{
	buffer = buffer_new();
	return PTR_ERR_OR_ZERO(buffer);
}

static void teardown(void)
{
	if (!IS_ERR_OR_NULL(buffer))
		kfree(buffer);
}

static int __init err_pointer_init(void)
{
	return setup();
}

static void __exit err_pointer_exit(void)
{
	teardown();
}

module_init(err_pointer_init);
module_exit(err_pointer_exit);

MODULE_DESCRIPTION("kmcheck case: err_pointer");
MODULE_LICENSE("GPL");
