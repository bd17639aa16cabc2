// SPDX-License-Identifier: GPL-2.0
/* The function that frees is an argument of a function of the driver. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer;

static void apply(void *p, void (*done)(const void *p))
{
	done(p);
}

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return buffer ? 0 : -ENOMEM;
}

static void teardown(void)
{
	apply(buffer, kfree);
}

static int __init free_passed_init(void)
{
	return setup();
}

static void __exit free_passed_exit(void)
{
	teardown();
}

module_init(free_passed_init);
module_exit(free_passed_exit);

MODULE_DESCRIPTION("kmcheck case: free_passed");
MODULE_LICENSE("GPL");
