// SPDX-License-Identifier: GPL-2.0
/* read(2) allocates a bounce buffer of the caller's size. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static ssize_t bounce_read(struct file *file, char __user *ubuf, size_t count,
			   loff_t *ppos)
{
	u8 *bounce;
	ssize_t ret;

	if (count == 0)
		return 0;
	bounce = kzalloc(count, GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!bounce)
		return -ENOMEM;
	ret = count;
	if (copy_to_user(ubuf, bounce, count))
		ret = -EFAULT;
	kfree(bounce);
	return ret;
}

static const struct file_operations bounce_fops = {
	.owner = THIS_MODULE,
	.read = bounce_read,
};

static struct miscdevice bounce_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-bounce",
	.fops = &bounce_fops,
};
module_misc_device(bounce_misc);

MODULE_DESCRIPTION("kmcheck case: user read count");
MODULE_LICENSE("GPL");
