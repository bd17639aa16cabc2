// SPDX-License-Identifier: GPL-2.0
/* wTotalLength has 16 bits. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/usb.h>

void *usb_total_length_get(const struct usb_config_descriptor *config)
{
	u16 total = le16_to_cpu(config->wTotalLength);

	if (total < sizeof(*config))
		return NULL;
	return kmalloc(total, GFP_KERNEL);	/* ok: oversize-user -- 65535 at most */
}
EXPORT_SYMBOL_GPL(usb_total_length_get);

MODULE_DESCRIPTION("kmcheck case: usb total length");
MODULE_LICENSE("GPL");
