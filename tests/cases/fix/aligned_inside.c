// SPDX-License-Identifier: GPL-2.0
/* An aligned address inside is used, the whole is freed. */
#include <linux/align.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void *whole;
static u8 *aligned;

static int setup(void)
{
	whole = kmalloc(SZ_8M + 63, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!whole)
		return -ENOMEM;
	aligned = PTR_ALIGN(whole, 64);
	memset(aligned, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(whole);
}

static int __init aligned_inside_init(void)
{
	return setup();
}

static void __exit aligned_inside_exit(void)
{
	teardown();
}

module_init(aligned_inside_init);
module_exit(aligned_inside_exit);

MODULE_DESCRIPTION("kmcheck case: aligned_inside");
MODULE_LICENSE("GPL");
