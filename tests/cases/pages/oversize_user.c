// SPDX-License-Identifier: GPL-2.0
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define REQ_MAX_LEN	4096

struct req {
	__u32 len;
};

static long use(void *buf, u32 len)
{
	memset(buf, 0, len);
	kfree(buf);
	return len;
}

static long dev_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct req req;
	void *buf;

	if (copy_from_user(&req, (void __user *)arg, sizeof(req)))
		return -EFAULT;
	buf = kmalloc(req.len, GFP_KERNEL);	/* expect: warning[oversize-user] "4294967295" */
	if (!buf)
		return -ENOMEM;
	return use(buf, req.len);
}

/* What the page says to use instead. */
static long dev_ioctl_checked(struct file *file, unsigned int cmd,
			      unsigned long arg)
{
	struct req req;
	void *buf;

	if (copy_from_user(&req, (void __user *)arg, sizeof(req)))
		return -EFAULT;
	if (req.len > REQ_MAX_LEN)
		return -EINVAL;
	buf = kmalloc(req.len, GFP_KERNEL);	/* ok: oversize-user -- bounded */
	if (!buf)
		return -ENOMEM;
	return use(buf, req.len);
}

const struct file_operations dev_fops[] = {
	{ .unlocked_ioctl = dev_ioctl },
	{ .unlocked_ioctl = dev_ioctl_checked },
};
MODULE_LICENSE("GPL");
