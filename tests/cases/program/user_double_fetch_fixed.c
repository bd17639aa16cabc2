// SPDX-License-Identifier: GPL-2.0
/* Fetched twice, and the checked length is put back. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct msg {
	__u32 len;
	__u32 type;
	__u8 body[8];
};

static long msg2_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct msg __user *umsg = (void __user *)arg;
	struct msg msg;
	void *p;
	u32 len;

	if (get_user(len, &umsg->len))
		return -EFAULT;
	if (len > SZ_4K)
		return -EINVAL;
	if (copy_from_user(&msg, umsg, sizeof(msg)))
		return -EFAULT;
	msg.len = len;
	p = kmalloc(msg.len, GFP_KERNEL);	/* ok: oversize-user */
	if (!p)
		return -ENOMEM;
	kfree(p);
	return 0;
}

static const struct file_operations msg2_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = msg2_ioctl,
};

static struct miscdevice msg2_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-msg2",
	.fops = &msg2_fops,
};
module_misc_device(msg2_misc);

MODULE_DESCRIPTION("kmcheck case: user double fetch fixed");
MODULE_LICENSE("GPL");
