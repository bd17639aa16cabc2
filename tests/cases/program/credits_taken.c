// SPDX-License-Identifier: GPL-2.0
/* Credits are set once, and taken from: they never get more than that. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct link {
	u32 credits;
	u32 debts;
};

static ssize_t link_write(struct file *file, const char __user *from,
			  size_t n, loff_t *at)
{
	struct link *link = file->private_data;

	if (n > link->credits)
		return -EAGAIN;
	link->credits -= n;
	kfree(kmalloc(n, GFP_KERNEL));	/* ok: oversize-user -- no more than the credits */
	return n;
}

/* Nothing says that there were so many. */
static ssize_t link_read(struct file *file, char __user *to, size_t n,
			 loff_t *at)
{
	struct link *link = file->private_data;

	link->debts -= n;
	kfree(kmalloc(link->debts, GFP_KERNEL));	/* expect: warning[oversize-user|oversize-bound] */
	return n;
}

static long link_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct link *link = file->private_data;

	if (arg > SZ_2M)
		return -EINVAL;
	link->credits = arg;
	link->debts = arg;
	return 0;
}

const struct file_operations link_fops = {
	.read = link_read,
	.write = link_write,
	.unlocked_ioctl = link_ioctl,
};
EXPORT_SYMBOL_GPL(link_fops);
MODULE_LICENSE("GPL");
