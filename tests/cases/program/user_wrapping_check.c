// SPDX-License-Identifier: GPL-2.0
/* The check multiplies in 32 bits, the allocation in 64. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct surface {
	__u32 width;
	__u32 height;
};

static long surface_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	struct surface s;
	void *pixels;

	if (copy_from_user(&s, (void __user *)arg, sizeof(s)))
		return -EFAULT;
	if (cmd == 1) {
		if (s.width * s.height > SZ_1M)	/* 65536 * 65536 is 0 here */
			return -EINVAL;
		pixels = kmalloc((size_t)s.width * s.height, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	} else {
		if ((u64)s.width * s.height > SZ_1M)
			return -EINVAL;
		pixels = kmalloc((size_t)s.width * s.height, GFP_KERNEL);	/* ok: oversize-user */
	}
	if (!pixels)
		return -ENOMEM;
	kfree(pixels);
	return 0;
}

static const struct file_operations surface_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = surface_ioctl,
};

static struct miscdevice surface_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-surface",
	.fops = &surface_fops,
};
module_misc_device(surface_misc);

MODULE_DESCRIPTION("kmcheck case: user wrapping check");
MODULE_LICENSE("GPL");
