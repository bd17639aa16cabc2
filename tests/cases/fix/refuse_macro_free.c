// SPDX-License-Identifier: GPL-2.0
/* It is freed by a macro of the driver, which would have to be told the size. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define DROP(p) kfree_sensitive(p)

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "macro DROP" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		DROP(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	DROP(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_macro_free_init(void)
{
	return setup();
}

static void __exit refuse_macro_free_exit(void)
{
	teardown();
}

module_init(refuse_macro_free_init);
module_exit(refuse_macro_free_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_macro_free");
MODULE_LICENSE("GPL");
