// SPDX-License-Identifier: GPL-2.0
/*
 * SET stores what user space sends, START uses it; one field is checked on
 * the way in.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct grabber {
	u32 bytes;
	u32 slots;
	void *mem;
	void *table;
};

struct grab_req {
	__u32 bytes;
	__u32 slots;
};

static int grab_set(struct grabber *g, void __user *argp)
{
	struct grab_req rq;

	if (copy_from_user(&rq, argp, sizeof(rq)))
		return -EFAULT;
	if (rq.slots > 1024)
		return -EINVAL;
	g->bytes = rq.bytes;
	g->slots = rq.slots;
	return 0;
}

static int grab_start(struct grabber *g)
{
	g->mem = kmalloc(g->bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!g->mem)
		return -ENOMEM;
	g->table = kcalloc(g->slots, 64, GFP_KERNEL);	/* ok: oversize-user -- 1024 slots */
	return g->table ? 0 : -ENOMEM;
}

static long grab_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct grabber *g = file->private_data;

	switch (cmd) {
	case 1:
		return grab_set(g, (void __user *)arg);
	case 2:
		return grab_start(g);
	}
	return -ENOTTY;
}

static int grab_open(struct inode *inode, struct file *file)
{
	file->private_data = kzalloc(sizeof(struct grabber), GFP_KERNEL);
	return file->private_data ? 0 : -ENOMEM;
}

static int grab_release(struct inode *inode, struct file *file)
{
	struct grabber *g = file->private_data;

	kfree(g->table);
	kfree(g->mem);
	kfree(g);
	return 0;
}

static const struct file_operations grab_fops = {
	.owner = THIS_MODULE,
	.open = grab_open,
	.release = grab_release,
	.unlocked_ioctl = grab_ioctl,
};

static struct miscdevice grab_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-grab",
	.fops = &grab_fops,
};
module_misc_device(grab_misc);

MODULE_DESCRIPTION("kmcheck case: field from user");
MODULE_LICENSE("GPL");
