// SPDX-License-Identifier: GPL-2.0
/*
 * "sysctl: reject gigantic reads/write to sysctl files"
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

static ssize_t sysctl_before(struct iov_iter *iter)
{
	size_t count = iov_iter_count(iter);
	char *kbuf = kzalloc(count + 1, GFP_KERNEL);	/* expect: warning[oversize-user] */

	kfree(kbuf);
	return kbuf ? count : -ENOMEM;
}

static ssize_t sysctl_after(struct iov_iter *iter)
{
	size_t count = iov_iter_count(iter);
	ssize_t error;
	char *kbuf;

	/* don't even try if the size is too large */
	error = -ENOMEM;
	if (count >= KMALLOC_MAX_SIZE)
		goto out;
	kbuf = kzalloc(count + 1, GFP_KERNEL);	/* ok: oversize-user -- mended */
	if (!kbuf)
		goto out;
	kfree(kbuf);
	error = count;
out:
	return error;
}

static ssize_t sysctl_read(struct kiocb *iocb, struct iov_iter *iter)
{
	return sysctl_before(iter);
}

static ssize_t sysctl_write(struct kiocb *iocb, struct iov_iter *iter)
{
	return sysctl_after(iter);
}

static const struct file_operations sysctl_fops = {
	.owner = THIS_MODULE,
	.read_iter = sysctl_read,
	.write_iter = sysctl_write,
};

static struct miscdevice sysctl_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-sysctl",
	.fops = &sysctl_fops,
};
module_misc_device(sysctl_misc);

MODULE_DESCRIPTION("kmcheck case: sysctl writes");
MODULE_LICENSE("GPL");
