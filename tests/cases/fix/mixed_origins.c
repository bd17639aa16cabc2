// SPDX-License-Identifier: GPL-2.0
/* One free sees memory of two allocations. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static bool is_big = true;
static u8 *buffer;

static int setup(void)
{
	if (is_big)
		buffer = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	else
		buffer = kzalloc(SZ_4K, GFP_KERNEL);
	return buffer ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init mixed_origins_init(void)
{
	return setup();
}

static void __exit mixed_origins_exit(void)
{
	teardown();
}

module_init(mixed_origins_init);
module_exit(mixed_origins_exit);

MODULE_DESCRIPTION("kmcheck case: mixed_origins");
MODULE_LICENSE("GPL");
