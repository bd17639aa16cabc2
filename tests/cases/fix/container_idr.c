// SPDX-License-Identifier: GPL-2.0
/* Pointers in an IDR. */
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static DEFINE_IDR(objects);
static int number;

static int setup(void)
{
	u8 *p = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!p)
		return -ENOMEM;
	number = idr_alloc(&objects, p, 1, 0, GFP_KERNEL);
	if (number < 0) {
		kfree(p);
		return number;
	}
	return 0;
}

static void teardown(void)
{
	void *p = idr_remove(&objects, number);

	kfree(p);
	idr_destroy(&objects);
}

static int __init container_idr_init(void)
{
	return setup();
}

static void __exit container_idr_exit(void)
{
	teardown();
}

module_init(container_idr_init);
module_exit(container_idr_exit);

MODULE_DESCRIPTION("kmcheck case: container_idr");
MODULE_LICENSE("GPL");
