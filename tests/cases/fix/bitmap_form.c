// SPDX-License-Identifier: GPL-2.0
/* A bitmap. */
#include <linux/bitmap.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static unsigned long *bits;

static int setup(void)
{
	bits = bitmap_zalloc(SZ_64M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return bits ? 0 : -ENOMEM;
}

static void teardown(void)
{
	bitmap_free(bits);
}

static int __init bitmap_form_init(void)
{
	return setup();
}

static void __exit bitmap_form_exit(void)
{
	teardown();
}

module_init(bitmap_form_init);
module_exit(bitmap_form_exit);

MODULE_DESCRIPTION("kmcheck case: bitmap_form");
MODULE_LICENSE("GPL");
