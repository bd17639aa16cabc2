// SPDX-License-Identifier: GPL-2.0
/*
 * The check goes through one pointer, the use through another way to the
 * same field.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct xfer {
	__u32 bytes;
	__u32 tag;
};

struct session {
	struct xfer xfer;
	void *buf;
};

static long alias_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct session s = { };
	struct xfer *x = &s.xfer;

	if (copy_from_user(&s.xfer, (void __user *)arg, sizeof(s.xfer)))
		return -EFAULT;
	if (x->bytes > SZ_128K)
		return -EINVAL;
	s.buf = kmalloc(s.xfer.bytes, GFP_KERNEL);	/* ok: oversize-user -- checked through x */
	kfree(s.buf);
	s.buf = kcalloc(x->tag, 16, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(s.buf);
	return 0;
}

static const struct file_operations alias_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = alias_ioctl,
};

static struct miscdevice alias_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-alias",
	.fops = &alias_fops,
};
module_misc_device(alias_misc);

MODULE_DESCRIPTION("kmcheck case: alias checked");
MODULE_LICENSE("GPL");
