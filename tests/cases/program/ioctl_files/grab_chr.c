// SPDX-License-Identifier: GPL-2.0
/* The ioctl is here, the check in a second file, the allocation in a third. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "grab.h"

static long grab_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct grab_req rq;
	int ret;

	if (copy_from_user(&rq, (void __user *)arg, sizeof(rq)))
		return -EFAULT;
	ret = grab_check(&rq);
	if (ret)
		return ret;
	ret = grab_buf_set(&rq);
	if (ret)
		return ret;
	return grab_table_set(&rq);
}

static int grab_release(struct inode *inode, struct file *file)
{
	grab_buf_drop();
	return 0;
}

static const struct file_operations grab_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = grab_ioctl,
	.release = grab_release,
};

static struct miscdevice grab_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-grab-files",
	.fops = &grab_fops,
};
module_misc_device(grab_misc);

MODULE_DESCRIPTION("kmcheck case: grab chr");
MODULE_LICENSE("GPL");
