// SPDX-License-Identifier: GPL-2.0
/* write_iter: the iterator says how much there is. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uio.h>

static ssize_t log_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	size_t len = iov_iter_count(from);
	char *buf = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-user] */

	if (!buf)
		return -ENOMEM;
	if (!copy_from_iter_full(buf, len, from)) {
		kfree(buf);
		return -EFAULT;
	}
	kfree(buf);
	return len;
}

static const struct file_operations log_fops = {
	.owner = THIS_MODULE,
	.write_iter = log_write_iter,
};

static struct miscdevice log_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-log",
	.fops = &log_fops,
};
module_misc_device(log_misc);

MODULE_DESCRIPTION("kmcheck case: user write iter");
MODULE_LICENSE("GPL");
