// SPDX-License-Identifier: GPL-2.0
/* Two buffers change places. */
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *front, *back;

static int setup(void)
{
	front = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	back = kzalloc(SZ_4K, GFP_KERNEL);
	if (!front || !back) {
		kfree(front);
		kfree(back);
		return -ENOMEM;
	}
	swap(front, back);
	return 0;
}

static void teardown(void)
{
	kfree(front);
	kfree(back);
}

static int __init swapped_init(void)
{
	return setup();
}

static void __exit swapped_exit(void)
{
	teardown();
}

module_init(swapped_init);
module_exit(swapped_exit);

MODULE_DESCRIPTION("kmcheck case: swapped");
MODULE_LICENSE("GPL");
