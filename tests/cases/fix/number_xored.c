// SPDX-License-Identifier: GPL-2.0
/* Kept as a number that is disguised. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static unsigned long secret = 0x5a5a;
static unsigned long kept;

static int setup(void)
{
	u8 *p = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!p)
		return -ENOMEM;
	memset(p, 1, SZ_8M);
	kept = (unsigned long)p ^ secret;
	return 0;
}

static void teardown(void)
{
	kfree((void *)(kept ^ secret));
}

static int __init number_xored_init(void)
{
	return setup();
}

static void __exit number_xored_exit(void)
{
	teardown();
}

module_init(number_xored_init);
module_exit(number_xored_exit);

MODULE_DESCRIPTION("kmcheck case: number_xored");
MODULE_LICENSE("GPL");
