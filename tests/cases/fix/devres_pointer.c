// SPDX-License-Identifier: GPL-2.0
/* A device resource holds the pointer and nothing else. */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct platform_device *device;

static void release(struct device *dev, void *resource)
{
	kfree(*(void **)resource);
}

static int setup(void)
{
	void **resource, *buffer;
	int err = -ENOMEM;

	device = platform_device_register_simple("km_case", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	resource = devres_alloc(release, sizeof(*resource), GFP_KERNEL);
	if (!resource)
		goto unregister;
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer) {
		devres_free(resource);
		goto unregister;
	}
	memset(buffer, 1, SZ_8M);
	*resource = buffer;
	devres_add(&device->dev, resource);
	return 0;
unregister:
	platform_device_unregister(device);
	return err;
}

static void teardown(void)
{
	platform_device_unregister(device);
}

static int __init devres_pointer_init(void)
{
	return setup();
}

static void __exit devres_pointer_exit(void)
{
	teardown();
}

module_init(devres_pointer_init);
module_exit(devres_pointer_exit);

MODULE_DESCRIPTION("kmcheck case: devres_pointer");
MODULE_LICENSE("GPL");
