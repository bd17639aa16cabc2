// SPDX-License-Identifier: GPL-2.0
/* The context of an URB, freed where the URB completes. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/usb.h>

static struct urb *urb;
static u8 *twin;

static void complete_urb(struct urb *done)
{
	kfree(done->context);
}

void refuse_urb_context_fill(struct usb_device *dev, void *buffer);
void refuse_urb_context_fill(struct usb_device *dev, void *buffer)
{
	void *context = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "runs in an interrupt" */

	usb_fill_bulk_urb(urb, dev, 0, buffer, 64, complete_urb, context);
}

static int setup(void)
{
	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!twin)
		return -ENOMEM;
	memset(twin, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_urb_context_init(void)
{
	return setup();
}

static void __exit refuse_urb_context_exit(void)
{
	teardown();
}

module_init(refuse_urb_context_init);
module_exit(refuse_urb_context_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_urb_context");
MODULE_LICENSE("GPL");
