// SPDX-License-Identifier: GPL-2.0
/* The call is made by a macro of the driver. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define NEW(bytes) kmalloc(bytes, GFP_KERNEL)

static u8 *twin;

static int setup(void)
{
	u8 *refused = NEW(SZ_8M); /* expect: error[oversize-constant] */ /* refuse: "macro NEW" */

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

static int __init refuse_macro_alloc_init(void)
{
	return setup();
}

static void __exit refuse_macro_alloc_exit(void)
{
	teardown();
}

module_init(refuse_macro_alloc_init);
module_exit(refuse_macro_alloc_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_macro_alloc");
MODULE_LICENSE("GPL");
