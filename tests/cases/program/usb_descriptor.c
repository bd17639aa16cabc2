// SPDX-License-Identifier: GPL-2.0
/* What a USB device says about itself: 16 bits prove safety, 32 bits do not. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct fw_info {
	__le32 bytes;
	__le16 pages;
	__le16 flags;
} __packed;

static int usbdesc_probe(struct usb_interface *intf,
			 const struct usb_device_id *id)
{
	struct usb_device *udev = interface_to_usbdev(intf);
	struct fw_info *info = kzalloc(sizeof(*info), GFP_KERNEL);
	void *image, *pages, *small = NULL;
	u32 bytes;
	int ret;

	if (!info)
		return -ENOMEM;
	ret = usb_control_msg(udev, usb_rcvctrlpipe(udev, 0), 1,
			      USB_DIR_IN | USB_TYPE_VENDOR, 0, 0, info,
			      sizeof(*info), 1000);
	if (ret < 0)
		goto out;
	bytes = le32_to_cpu(info->bytes);
	image = kmalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(image);
	pages = kcalloc(le16_to_cpu(info->pages), 32, GFP_KERNEL);	/* ok: oversize-user -- 65535 * 32 */
	kfree(pages);
	if (bytes <= SZ_256K)
		small = kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-user */
	kfree(small);
	ret = 0;
out:
	kfree(info);
	return ret;
}

static void usbdesc_disconnect(struct usb_interface *intf)
{
}

static const struct usb_device_id usbdesc_ids[] = {
	{ USB_DEVICE(0xfff0, 0xfff0) },
	{ }
};
MODULE_DEVICE_TABLE(usb, usbdesc_ids);

static struct usb_driver usbdesc_driver = {
	.name = "km-usb-descriptor",
	.probe = usbdesc_probe,
	.disconnect = usbdesc_disconnect,
	.id_table = usbdesc_ids,
};
module_usb_driver(usbdesc_driver);

MODULE_DESCRIPTION("kmcheck case: usb descriptor");
MODULE_LICENSE("GPL");
