// SPDX-License-Identifier: GPL-2.0
/* Above what kvmalloc returns. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(3UL * SZ_1G, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "2147483647" */

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

static int __init refuse_above_int_max_init(void)
{
	return setup();
}

static void __exit refuse_above_int_max_exit(void)
{
	teardown();
}

module_init(refuse_above_int_max_init);
module_exit(refuse_above_int_max_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_above_int_max");
MODULE_LICENSE("GPL");
