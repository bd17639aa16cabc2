// SPDX-License-Identifier: GPL-2.0
/* kvrealloc() takes other arguments here. */
/* test-tree: 6.1 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *old;

static u8 *twin;

static int setup(void)
{
	u8 *refused = krealloc(old, SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "other arguments" */

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

static int __init refuse_krealloc_init(void)
{
	return setup();
}

static void __exit refuse_krealloc_exit(void)
{
	teardown();
}

module_init(refuse_krealloc_init);
module_exit(refuse_krealloc_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_krealloc");
MODULE_LICENSE("GPL");
