// SPDX-License-Identifier: GPL-2.0
/* A device frees itself when its last reference goes. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct gadget {
	struct device device;
	u8 log[SZ_8M];
};

static struct gadget *gadget;

static void gadget_release(struct device *device)
{
	kfree(container_of(device, struct gadget, device));
}

static int setup(void)
{
	gadget = kzalloc(sizeof(*gadget), GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!gadget)
		return -ENOMEM;
	gadget->device.release = gadget_release;
	device_initialize(&gadget->device);
	return 0;
}

static void teardown(void)
{
	put_device(&gadget->device);
}

static int __init device_release_init(void)
{
	return setup();
}

static void __exit device_release_exit(void)
{
	teardown();
}

module_init(device_release_init);
module_exit(device_release_exit);

MODULE_DESCRIPTION("kmcheck case: device_release");
MODULE_LICENSE("GPL");
