// SPDX-License-Identifier: GPL-2.0
/* write(2) with whatever count user space passes. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static ssize_t sink_write(struct file *file, const char __user *ubuf,
			  size_t count, loff_t *ppos)
{
	char *buf = kmalloc(count + 1, GFP_KERNEL);	/* expect: warning[oversize-user] */

	if (!buf)
		return -ENOMEM;
	if (copy_from_user(buf, ubuf, count)) {
		kfree(buf);
		return -EFAULT;
	}
	buf[count] = '\0';
	pr_debug("%s\n", buf);
	kfree(buf);
	return count;
}

static const struct file_operations sink_fops = {
	.owner = THIS_MODULE,
	.write = sink_write,
};

static struct miscdevice sink_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-sink",
	.fops = &sink_fops,
};
module_misc_device(sink_misc);

MODULE_DESCRIPTION("kmcheck case: user write count");
MODULE_LICENSE("GPL");
