// SPDX-License-Identifier: GPL-2.0
/* An action of the driver frees. */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct platform_device *device;

static void buffer_free(void *data)
{
	kfree(data);
}

static int setup(void)
{
	u8 *buffer;
	int err = -ENOMEM;

	device = platform_device_register_simple("km_case", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	buffer = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (buffer)
		err = devm_add_action_or_reset(&device->dev, buffer_free,
					       buffer);
	if (err)
		platform_device_unregister(device);
	return err;
}

static void teardown(void)
{
	platform_device_unregister(device);
}

static int __init callback_own_init(void)
{
	return setup();
}

static void __exit callback_own_exit(void)
{
	teardown();
}

module_init(callback_own_init);
module_exit(callback_own_exit);

MODULE_DESCRIPTION("kmcheck case: callback_own");
MODULE_LICENSE("GPL");
