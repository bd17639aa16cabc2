// SPDX-License-Identifier: GPL-2.0
/*
 * The 32-bit entry converts its struct and forgets the check that the native
 * one has.
 */
#include <linux/compat.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct io_native {
	__u64 buf;
	__u64 bytes;
};

struct io_compat {
	__u32 buf;
	__u32 bytes;
};

static long io_native_ioctl(struct file *file, unsigned int cmd,
			    unsigned long arg)
{
	struct io_native io;
	void *p;

	if (copy_from_user(&io, (void __user *)arg, sizeof(io)))
		return -EFAULT;
	if (io.bytes > SZ_1M)
		return -EINVAL;
	p = kmalloc(io.bytes, GFP_KERNEL);	/* ok: oversize-user */
	kfree(p);
	return p ? 0 : -ENOMEM;
}

static long io_compat_ioctl(struct file *file, unsigned int cmd,
			    unsigned long arg)
{
	struct io_compat io32;
	struct io_native io;
	void *p;

	if (copy_from_user(&io32, compat_ptr(arg), sizeof(io32)))
		return -EFAULT;
	io.buf = io32.buf;
	io.bytes = io32.bytes;
	p = kmalloc(io.bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	return p ? 0 : -ENOMEM;
}

static const struct file_operations compat_path_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = io_native_ioctl,
	.compat_ioctl = io_compat_ioctl,
};

static struct miscdevice compat_path_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-compat-path",
	.fops = &compat_path_fops,
};
module_misc_device(compat_path_misc);

MODULE_DESCRIPTION("kmcheck case: compat path");
MODULE_LICENSE("GPL");
