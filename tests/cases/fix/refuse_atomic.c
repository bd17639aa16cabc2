// SPDX-License-Identifier: GPL-2.0
/* The flags cannot sleep. */
/* test-tree: 6.1 6.12 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_ATOMIC); /* expect: error[oversize-constant] */ /* refuse: "cannot sleep" */

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

static int __init refuse_atomic_init(void)
{
	return setup();
}

static void __exit refuse_atomic_exit(void)
{
	teardown();
}

module_init(refuse_atomic_init);
module_exit(refuse_atomic_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_atomic");
MODULE_LICENSE("GPL");
