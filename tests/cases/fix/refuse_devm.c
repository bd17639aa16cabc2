// SPDX-License-Identifier: GPL-2.0
/* The device manages it. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct device *device;

static u8 *twin;

static int setup(void)
{
	u8 *refused = devm_kzalloc(device, SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "no kv form" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		devm_kfree(device, refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	devm_kfree(device, refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_devm_init(void)
{
	return setup();
}

static void __exit refuse_devm_exit(void)
{
	teardown();
}

module_init(refuse_devm_init);
module_exit(refuse_devm_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_devm");
MODULE_LICENSE("GPL");
