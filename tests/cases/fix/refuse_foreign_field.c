// SPDX-License-Identifier: GPL-2.0
/* Nobody here frees it. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct device *device;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "nothing in what is checked frees it" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		refused = NULL;
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	device->driver_data = refused;
	refused = NULL;
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_foreign_field_init(void)
{
	return setup();
}

static void __exit refuse_foreign_field_exit(void)
{
	teardown();
}

module_init(refuse_foreign_field_init);
module_exit(refuse_foreign_field_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_foreign_field");
MODULE_LICENSE("GPL");
