// SPDX-License-Identifier: GPL-2.0
/*
 * krealloc with a size from user space, and with the growth that a write
 * causes.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct spool {
	char *data;
	size_t used;
};

static struct spool spool;

static ssize_t spool_write(struct file *file, const char __user *ubuf,
			   size_t count, loff_t *ppos)
{
	char *bigger;

	if (count > SZ_64K)
		return -E2BIG;
	if (spool.used + count > SZ_1M)
		return -ENOSPC;
	bigger = krealloc(spool.data, spool.used + count, GFP_KERNEL);	/* ok: oversize-user -- 1 MiB in all */
	if (!bigger)
		return -ENOMEM;
	spool.data = bigger;
	if (copy_from_user(spool.data + spool.used, ubuf, count))
		return -EFAULT;
	spool.used += count;
	return count;
}

static long spool_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	char *bigger = krealloc(spool.data, arg, GFP_KERNEL);	/* expect: warning[oversize-user] */

	if (!bigger)
		return -ENOMEM;
	spool.data = bigger;
	spool.used = 0;
	return 0;
}

static const struct file_operations spool_fops = {
	.owner = THIS_MODULE,
	.write = spool_write,
	.unlocked_ioctl = spool_ioctl,
};

static struct miscdevice spool_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-spool",
	.fops = &spool_fops,
};
module_misc_device(spool_misc);

MODULE_DESCRIPTION("kmcheck case: krealloc growth");
MODULE_LICENSE("GPL");
