// SPDX-License-Identifier: GPL-2.0
/*
 * "usb: raw-gadget: cap raw_io transfer length to KMALLOC_MAX_SIZE"
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define RAW_IO_LENGTH_MAX KMALLOC_MAX_SIZE

struct raw_io {
	__u16 ep, flags;
	__u32 length;
	__u8 data[];
};

static void *raw_before(struct raw_io *io, void __user *ptr, bool from_user)
{
	if (copy_from_user(io, ptr, sizeof(*io)))
		return ERR_PTR(-EFAULT);
	if (from_user)
		return memdup_user(ptr + sizeof(*io), io->length);
	return kmalloc(io->length, GFP_KERNEL);	/* expect: warning[oversize-user] */
}

static void *raw_after(struct raw_io *io, void __user *ptr, bool from_user)
{
	if (copy_from_user(io, ptr, sizeof(*io)))
		return ERR_PTR(-EFAULT);
	if (io->length > RAW_IO_LENGTH_MAX)
		return ERR_PTR(-EINVAL);
	if (from_user)
		return memdup_user(ptr + sizeof(*io), io->length);
	return kmalloc(io->length, GFP_KERNEL);	/* ok: oversize-user -- mended */
}

static long raw_ioctl(struct file *file, unsigned int cmd, unsigned long value)
{
	void __user *ptr = (void __user *)value;
	struct raw_io io;
	void *data;

	data = cmd & 1 ? raw_before(&io, ptr, cmd & 2) :
	       raw_after(&io, ptr, cmd & 2);
	if (IS_ERR_OR_NULL(data))
		return -ENOMEM;
	kfree(data);
	return 0;
}

static const struct file_operations raw_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = raw_ioctl,
};

static struct miscdevice raw_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-raw",
	.fops = &raw_fops,
};
module_misc_device(raw_misc);

MODULE_DESCRIPTION("kmcheck case: raw gadget io");
MODULE_LICENSE("GPL");
