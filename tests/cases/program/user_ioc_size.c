// SPDX-License-Identifier: GPL-2.0
/* _IOC_SIZE(cmd) has fourteen bits. */
#include <linux/fs.h>
#include <linux/ioctl.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static long ioc_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	unsigned int size = _IOC_SIZE(cmd);
	void *data = kmalloc(size, GFP_KERNEL);	/* ok: oversize-user -- at most 16383 */
	long ret = 0;

	if (!data)
		return -ENOMEM;
	if (copy_from_user(data, (void __user *)arg, size))
		ret = -EFAULT;
	kfree(data);
	return ret;
}

static const struct file_operations ioc_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = ioc_ioctl,
};

static struct miscdevice ioc_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-ioc",
	.fops = &ioc_fops,
};
module_misc_device(ioc_misc);

MODULE_DESCRIPTION("kmcheck case: user ioc size");
MODULE_LICENSE("GPL");
