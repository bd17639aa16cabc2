// SPDX-License-Identifier: GPL-2.0
/* kfree() itself is handed over as an action. */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct platform_device *device;

static int setup(void)
{
	u8 *buffer;
	int err;

	device = platform_device_register_simple("km_case", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer) {
		err = -ENOMEM;
		goto unregister;
	}
	memset(buffer, 1, SZ_8M);
	err = devm_add_action_or_reset(&device->dev, (void (*)(void *))kfree,
				       buffer);
	if (!err)
		return 0;
unregister:
	platform_device_unregister(device);
	return err;
}

static void teardown(void)
{
	platform_device_unregister(device);
}

static int __init callback_devm_init(void)
{
	return setup();
}

static void __exit callback_devm_exit(void)
{
	teardown();
}

module_init(callback_devm_init);
module_exit(callback_devm_exit);

MODULE_DESCRIPTION("kmcheck case: callback_devm");
MODULE_LICENSE("GPL");
