// SPDX-License-Identifier: GPL-2.0
/* Freed as if it were from vmalloc. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "vfree" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		vfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	vfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_vfree_init(void)
{
	return setup();
}

static void __exit refuse_vfree_exit(void)
{
	teardown();
}

module_init(refuse_vfree_init);
module_exit(refuse_vfree_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_vfree");
MODULE_LICENSE("GPL");
