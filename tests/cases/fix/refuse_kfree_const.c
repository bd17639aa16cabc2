// SPDX-License-Identifier: GPL-2.0
/* Freed by kfree_const(). */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "kfree_const" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree_const(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	kfree_const(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_kfree_const_init(void)
{
	return setup();
}

static void __exit refuse_kfree_const_exit(void)
{
	teardown();
}

module_init(refuse_kfree_const_init);
module_exit(refuse_kfree_const_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_kfree_const");
MODULE_LICENSE("GPL");
