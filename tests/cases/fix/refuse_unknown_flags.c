// SPDX-License-Identifier: GPL-2.0
/* The flags come from elsewhere. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static gfp_t mask = GFP_KERNEL;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, mask); /* expect: error[oversize-constant] */ /* refuse: "not known here" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_unknown_flags_init(void)
{
	return setup();
}

static void __exit refuse_unknown_flags_exit(void)
{
	teardown();
}

module_init(refuse_unknown_flags_init);
module_exit(refuse_unknown_flags_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_unknown_flags");
MODULE_LICENSE("GPL");
