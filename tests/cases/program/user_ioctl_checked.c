// SPDX-License-Identifier: GPL-2.0
/* The same ioctl with a check. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define UPLOAD_MAX	SZ_64K

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
	if (!up.size || up.size > UPLOAD_MAX)
		return -EINVAL;
	buf = kmalloc(up.size, GFP_KERNEL);	/* ok: oversize-user -- at most 64 KiB */
	if (!buf)
		return -ENOMEM;
	if (copy_from_user(buf, u64_to_user_ptr(up.data), up.size))
		ret = -EFAULT;
	kfree(buf);
	return ret;
}

static const struct file_operations upload_checked_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = upload_ioctl,
};

static struct miscdevice upload_checked_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-upload-checked",
	.fops = &upload_checked_fops,
};
module_misc_device(upload_checked_misc);

MODULE_DESCRIPTION("kmcheck case: user ioctl checked");
MODULE_LICENSE("GPL");
