// SPDX-License-Identifier: GPL-2.0
/*
 * "net/qrtr: restrict user-controlled length in qrtr_tun_write_iter()": a write of
 * any length was allocated in one piece.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

static ssize_t qrtr_before(struct iov_iter *from)
{
	size_t len = iov_iter_count(from);
	void *kbuf;

	kbuf = kzalloc(len, GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!kbuf)
		return -ENOMEM;
	if (!copy_from_iter_full(kbuf, len, from))
		len = 0;
	kfree(kbuf);
	return len ? len : -EFAULT;
}

static ssize_t qrtr_after(struct iov_iter *from)
{
	size_t len = iov_iter_count(from);
	void *kbuf;

	if (!len)
		return -EINVAL;
	if (len > KMALLOC_MAX_SIZE)
		return -ENOMEM;
	kbuf = kzalloc(len, GFP_KERNEL);	/* ok: oversize-user -- mended */
	if (!kbuf)
		return -ENOMEM;
	if (!copy_from_iter_full(kbuf, len, from))
		len = 0;
	kfree(kbuf);
	return len ? len : -EFAULT;
}

static ssize_t qrtr_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	return iocb->ki_pos ? qrtr_after(from) : qrtr_before(from);
}

static const struct file_operations qrtr_fops = {
	.owner = THIS_MODULE,
	.write_iter = qrtr_write_iter,
};

static struct miscdevice qrtr_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-qrtr",
	.fops = &qrtr_fops,
};
module_misc_device(qrtr_misc);

MODULE_DESCRIPTION("kmcheck case: qrtr write");
MODULE_LICENSE("GPL");
