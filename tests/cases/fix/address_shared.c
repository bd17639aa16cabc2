// SPDX-License-Identifier: GPL-2.0
/* One function reads through the addresses of two variables: what stands in
 * the one does not stand in the other. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

static u8 *counts, *names;

static int first_of(u8 *const *at)
{
	return *at ? **at : -1;
}

static int setup(void)
{
	counts = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	names = vzalloc(PAGE_SIZE);
	return first_of(&counts) | first_of(&names);
}

static void teardown(void)
{
	kfree(counts);
	vfree(names);
}

static int __init address_shared_init(void)
{
	return setup();
}

static void __exit address_shared_exit(void)
{
	teardown();
}

module_init(address_shared_init);
module_exit(address_shared_exit);

MODULE_DESCRIPTION("kmcheck case: address_shared");
MODULE_LICENSE("GPL");
