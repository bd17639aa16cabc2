// SPDX-License-Identifier: GPL-2.0
/* The buffer of an URB. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/usb.h>

static struct urb *urb;

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
	urb->transfer_buffer = refused;
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_usb_urb_init(void)
{
	return setup();
}

static void __exit refuse_usb_urb_exit(void)
{
	teardown();
}

module_init(refuse_usb_urb_init);
module_exit(refuse_usb_urb_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_usb_urb");
MODULE_LICENSE("GPL");
