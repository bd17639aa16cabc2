// SPDX-License-Identifier: GPL-2.0
/*
 * "smackfs: restrict bytes count in smk_set_cipso()": a format without a fixed length
 * skipped the check of the length.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

enum { FIXED_FMT, LONG_FMT };
#define CIPSO_MAX 64

static ssize_t cipso_before(const char __user *buf, size_t count, loff_t *ppos,
			    int format)
{
	char *data;

	if (*ppos != 0)
		return -EINVAL;
	if (format == FIXED_FMT && (count < 8 || count > CIPSO_MAX))
		return -EINVAL;
	data = memdup_user_nul(buf, count);	/* expect: warning[oversize-user] */
	if (IS_ERR(data))
		return PTR_ERR(data);
	kfree(data);
	return count;
}

static ssize_t cipso_after(const char __user *buf, size_t count, loff_t *ppos,
			   int format)
{
	char *data;

	if (*ppos != 0)
		return -EINVAL;
	if (format == FIXED_FMT && (count < 8 || count > CIPSO_MAX))
		return -EINVAL;
	if (count > PAGE_SIZE)
		return -EINVAL;
	data = memdup_user_nul(buf, count);	/* ok: oversize-user -- mended */
	if (IS_ERR(data))
		return PTR_ERR(data);
	kfree(data);
	return count;
}

static ssize_t cipso_write(struct file *file, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	return cipso_before(buf, count, ppos, LONG_FMT);
}

static ssize_t cipso2_write(struct file *file, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	return cipso_after(buf, count, ppos, LONG_FMT);
}

const struct file_operations km_cipso2_fops = {
	.write = cipso2_write,
};

static const struct file_operations cipso_fops = {
	.owner = THIS_MODULE,
	.write = cipso_write,
};

static struct miscdevice cipso_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-cipso",
	.fops = &cipso_fops,
};
module_misc_device(cipso_misc);

MODULE_DESCRIPTION("kmcheck case: smack cipso");
MODULE_LICENSE("GPL");
