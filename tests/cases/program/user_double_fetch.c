// SPDX-License-Identifier: GPL-2.0
/* The header is fetched and checked, then the whole is fetched again. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct msg {
	__u32 len;
	__u32 type;
	__u8 body[8];
};

static int msg_use(size_t len)
{
	void *p = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-user] */

	kfree(p);
	return p ? 0 : -ENOMEM;
}

static int msg_use_first(size_t len)
{
	void *p = kmalloc(len, GFP_KERNEL);	/* ok: oversize-user -- the checked copy */

	kfree(p);
	return p ? 0 : -ENOMEM;
}

static long msg_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct msg __user *umsg = (void __user *)arg;
	struct msg msg;
	u32 len;

	if (get_user(len, &umsg->len))
		return -EFAULT;
	if (len > sizeof(msg))
		return -EINVAL;
	if (copy_from_user(&msg, umsg, sizeof(msg)))	/* len may have changed */
		return -EFAULT;
	return msg.type ? msg_use(msg.len) : msg_use_first(len);
}

static const struct file_operations msg_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = msg_ioctl,
};

static struct miscdevice msg_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-msg",
	.fops = &msg_fops,
};
module_misc_device(msg_misc);

MODULE_DESCRIPTION("kmcheck case: user double fetch");
MODULE_LICENSE("GPL");
