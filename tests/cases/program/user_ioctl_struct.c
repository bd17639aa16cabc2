// SPDX-License-Identifier: GPL-2.0
/* An ioctl copies a struct in and allocates what it says. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct upload {
	__u32 size;
	__u32 flags;
	__u64 data;
};

static long upload_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct upload up;
	void *buf;
	long ret = 0;

	if (copy_from_user(&up, (void __user *)arg, sizeof(up)))
		return -EFAULT;
	buf = kmalloc(up.size, GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!buf)
		return -ENOMEM;
	if (copy_from_user(buf, u64_to_user_ptr(up.data), up.size))
		ret = -EFAULT;
	kfree(buf);
	return ret;
}

static const struct file_operations upload_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = upload_ioctl,
};

static struct miscdevice upload_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-upload",
	.fops = &upload_fops,
};
module_misc_device(upload_misc);

MODULE_DESCRIPTION("kmcheck case: user ioctl struct");
MODULE_LICENSE("GPL");
