// SPDX-License-Identifier: GPL-2.0
/* Allocations with room for a driver's private part, and other wrappers. */
#include <linux/acpi.h>
#include <linux/fb.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/usb.h>

void subsystems_framebuffer(struct device *dev)
{
	struct fb_info *info;

	info = framebuffer_alloc(SZ_64K, dev);	/* ok: oversize-constant */
	framebuffer_release(info);
	info = framebuffer_alloc(SZ_8M, dev);	/* expect: error[oversize-constant] */
	framebuffer_release(info);
}
EXPORT_SYMBOL_GPL(subsystems_framebuffer);

void subsystems_urb(void)
{
	usb_free_urb(usb_alloc_urb(32, GFP_KERNEL));		/* ok: oversize-constant */
	usb_free_urb(usb_alloc_urb(SZ_512K, GFP_KERNEL));	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(subsystems_urb);

void *subsystems_seq(struct file *file, const struct seq_operations *ops)
{
	if (ops->show)
		return __seq_open_private(file, ops, SZ_4K);	/* ok: oversize-constant */
	return __seq_open_private(file, ops, SZ_8M);		/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(subsystems_seq);

void subsystems_acpi(void)
{
	acpi_os_free(acpi_os_allocate(4194304));	/* ok: oversize-constant */
	acpi_os_free(acpi_os_allocate(4194305));	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(subsystems_acpi);

MODULE_DESCRIPTION("kmcheck case: subsystems");
MODULE_LICENSE("GPL");
