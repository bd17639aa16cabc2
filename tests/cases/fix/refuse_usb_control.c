// SPDX-License-Identifier: GPL-2.0
/* A USB message. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/usb.h>

static struct usb_device *usb;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "USB" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	usb_control_msg(usb, usb_sndctrlpipe(usb, 0), 1, 2, 0, 0, refused, 64, 100);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_usb_control_init(void)
{
	return setup();
}

static void __exit refuse_usb_control_exit(void)
{
	teardown();
}

module_init(refuse_usb_control_init);
module_exit(refuse_usb_control_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_usb_control");
MODULE_LICENSE("GPL");
