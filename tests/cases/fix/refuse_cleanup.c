// SPDX-License-Identifier: GPL-2.0
/* This kernel has __free(kfree), and no __free(kvfree). */
/* test-tree: 6.1 */
#include <linux/cleanup.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int setup(void)
{
	u8 *refused __free(kfree) = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "__free(kvfree)" */
	u8 *twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!refused || !twin) {
		kfree(twin);
		return -ENOMEM;
	}
	refused[0] = 1;
	kfree(twin);
	return 0;
}

static void teardown(void)
{
}

static int __init refuse_cleanup_init(void)
{
	return setup();
}

static void __exit refuse_cleanup_exit(void)
{
	teardown();
}

module_init(refuse_cleanup_init);
module_exit(refuse_cleanup_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_cleanup");
MODULE_LICENSE("GPL");
