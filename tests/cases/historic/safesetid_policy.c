// SPDX-License-Identifier: GPL-2.0
/*
 * "safesetid: check size of policy writes"
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static ssize_t policy_before(const char __user *ubuf, size_t len)
{
	char *buf = memdup_user_nul(ubuf, len);	/* expect: warning[oversize-user] */

	if (IS_ERR(buf))
		return PTR_ERR(buf);
	kfree(buf);
	return len;
}

static ssize_t policy_after(const char __user *ubuf, size_t len)
{
	char *buf;

	if (len >= KMALLOC_MAX_SIZE)
		return -EINVAL;
	buf = memdup_user_nul(ubuf, len);	/* ok: oversize-user -- mended */
	if (IS_ERR(buf))
		return PTR_ERR(buf);
	kfree(buf);
	return len;
}

static ssize_t policy_write(struct file *file, const char __user *ubuf,
			    size_t len, loff_t *ppos)
{
	if (*ppos != 0)
		return -EINVAL;
	return file->f_flags & O_SYNC ? policy_before(ubuf, len) :
	       policy_after(ubuf, len);
}

static const struct file_operations policy_fops = {
	.owner = THIS_MODULE,
	.write = policy_write,
};

static struct miscdevice policy_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-policy",
	.fops = &policy_fops,
};
module_misc_device(policy_misc);

MODULE_DESCRIPTION("kmcheck case: safesetid policy");
MODULE_LICENSE("GPL");
