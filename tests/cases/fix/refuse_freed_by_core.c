// SPDX-License-Identifier: GPL-2.0
/* A function of the kernel frees it. */
#include <linux/module.h>
#include <linux/property.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "kfree" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	property_entries_free((struct property_entry *)refused);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_freed_by_core_init(void)
{
	return setup();
}

static void __exit refuse_freed_by_core_exit(void)
{
	teardown();
}

module_init(refuse_freed_by_core_init);
module_exit(refuse_freed_by_core_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_freed_by_core");
MODULE_LICENSE("GPL");
