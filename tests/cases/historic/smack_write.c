// SPDX-License-Identifier: GPL-2.0
/*
 * "smackfs: restrict bytes count in smackfs write functions": the count only had a
 * lower bound.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define ADDRESS_MIN 9

static ssize_t net4_before(struct file *file, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	char *data;

	if (*ppos != 0)
		return -EINVAL;
	if (count < ADDRESS_MIN)
		return -EINVAL;
	data = memdup_user_nul(buf, count);	/* expect: warning[oversize-user] */
	if (IS_ERR(data))
		return PTR_ERR(data);
	kfree(data);
	return count;
}

static ssize_t net4_after(struct file *file, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	char *data;

	if (*ppos != 0)
		return -EINVAL;
	if (count < ADDRESS_MIN || count > PAGE_SIZE - 1)
		return -EINVAL;
	data = memdup_user_nul(buf, count);	/* ok: oversize-user -- mended */
	if (IS_ERR(data))
		return PTR_ERR(data);
	kfree(data);
	return count;
}

const struct file_operations km_net6_fops = {
	.write = net4_after,
};

static const struct file_operations net4_fops = {
	.owner = THIS_MODULE,
	.write = net4_before,
};

static struct miscdevice net4_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-net4",
	.fops = &net4_fops,
};
module_misc_device(net4_misc);

MODULE_DESCRIPTION("kmcheck case: smack write");
MODULE_LICENSE("GPL");
