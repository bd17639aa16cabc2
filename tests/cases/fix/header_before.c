// SPDX-License-Identifier: GPL-2.0
/* The caller gets what is behind a header; the free goes back. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define HEADER 16

static u8 *make(void)
{
	u8 *p = kmalloc(SZ_8M + HEADER, GFP_KERNEL); /* expect: error[oversize-constant] */

	return p ? p + HEADER : NULL;
}

static void drop(u8 *p)
{
	if (p)
		kfree(p - HEADER);
}

static u8 *data;

static int setup(void)
{
	data = make();
	return data ? 0 : -ENOMEM;
}

static void teardown(void)
{
	drop(data);
}

static int __init header_before_init(void)
{
	return setup();
}

static void __exit header_before_exit(void)
{
	teardown();
}

module_init(header_before_init);
module_exit(header_before_exit);

MODULE_DESCRIPTION("kmcheck case: header_before");
MODULE_LICENSE("GPL");
