// SPDX-License-Identifier: GPL-2.0
/* ksize() is asked. */
/* test-tree: 6.1 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static size_t bytes;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "slab" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	bytes = ksize(refused);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_ksize_init(void)
{
	return setup();
}

static void __exit refuse_ksize_exit(void)
{
	teardown();
}

module_init(refuse_ksize_init);
module_exit(refuse_ksize_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_ksize");
MODULE_LICENSE("GPL");
