// SPDX-License-Identifier: GPL-2.0
/* Two calls of one file, and a free that sees both. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *first, *second;

static void drop(u8 *p)
{
	kfree(p);
}

static int setup(void)
{
	first = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	second = kzalloc(SZ_16M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!first || !second) {
		drop(first);
		drop(second);
		return -ENOMEM;
	}
	memset(first, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	drop(first);
	drop(second);
}

static int __init two_findings_init(void)
{
	return setup();
}

static void __exit two_findings_exit(void)
{
	teardown();
}

module_init(two_findings_init);
module_exit(two_findings_exit);

MODULE_DESCRIPTION("kmcheck case: two_findings");
MODULE_LICENSE("GPL");
