// SPDX-License-Identifier: GPL-2.0
/* Only listed sizes pass. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static int block_bytes(u32 wanted)
{
	switch (wanted) {
	case 512:
	case 1024:
	case 4096:
		return wanted;
	default:
		return -EINVAL;
	}
}

static long block_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	u32 wanted;
	void *p;
	int bytes;

	if (get_user(wanted, (u32 __user *)arg))
		return -EFAULT;
	bytes = block_bytes(wanted);
	if (bytes < 0)
		return bytes;
	p = kmalloc(bytes, GFP_KERNEL);		/* ok: oversize-user -- one of three sizes */
	if (!p)
		return -ENOMEM;
	kfree(p);
	return 0;
}

static const struct file_operations block_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = block_ioctl,
};

static struct miscdevice block_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-block",
	.fops = &block_fops,
};
module_misc_device(block_misc);

MODULE_DESCRIPTION("kmcheck case: user whitelist");
MODULE_LICENSE("GPL");
