// SPDX-License-Identifier: GPL-2.0
/* write_iter with the limit that printk's device has. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uio.h>

#define LINE_MAX_BYTES	976

static ssize_t line_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	size_t len = iov_iter_count(from);
	char *buf;

	if (len > LINE_MAX_BYTES)
		return -EINVAL;
	buf = kmalloc(len + 1, GFP_KERNEL);	/* ok: oversize-user */
	if (!buf)
		return -ENOMEM;
	buf[len] = '\0';
	if (!copy_from_iter_full(buf, len, from))
		len = -EFAULT;
	kfree(buf);
	return len;
}

static const struct file_operations line_fops = {
	.owner = THIS_MODULE,
	.write_iter = line_write_iter,
};

static struct miscdevice line_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-line",
	.fops = &line_fops,
};
module_misc_device(line_misc);

MODULE_DESCRIPTION("kmcheck case: user write iter checked");
MODULE_LICENSE("GPL");
