// SPDX-License-Identifier: GPL-2.0
/* A USB bulk message. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/usb.h>

static struct usb_device *usb;
static int moved;

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
	usb_bulk_msg(usb, usb_sndbulkpipe(usb, 1), refused, 64, &moved, 100);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_usb_bulk_init(void)
{
	return setup();
}

static void __exit refuse_usb_bulk_exit(void)
{
	teardown();
}

module_init(refuse_usb_bulk_init);
module_exit(refuse_usb_bulk_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_usb_bulk");
MODULE_LICENSE("GPL");
