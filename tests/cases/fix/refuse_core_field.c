// SPDX-License-Identifier: GPL-2.0
/* The core frees what stands in this field. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct platform_device *device;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "core frees it" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	device->dev.platform_data = refused;
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_core_field_init(void)
{
	return setup();
}

static void __exit refuse_core_field_exit(void)
{
	teardown();
}

module_init(refuse_core_field_init);
module_exit(refuse_core_field_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_core_field");
MODULE_LICENSE("GPL");
