// SPDX-License-Identifier: GPL-2.0
/* The configuration is copied to the stack, checked, and then taken over. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct link_config {
	__u32 mtu;
	__u32 queue;
};

static struct link_config config = { .mtu = 1500, .queue = 64 };

static int link_up(void)
{
	void *p = kmalloc(config.mtu, GFP_KERNEL);	/* ok: oversize-user -- 9000 at most */
	void *q = kcalloc(config.queue, 256, GFP_KERNEL);	/* ok: oversize-user -- 512 at most */

	kfree(p);
	kfree(q);
	return p && q ? 0 : -ENOMEM;
}

static long config2_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	struct link_config fresh;

	if (cmd == 1)
		return link_up();
	if (copy_from_user(&fresh, (void __user *)arg, sizeof(fresh)))
		return -EFAULT;
	if (fresh.mtu > 9000 || fresh.queue > 512)
		return -EINVAL;
	config = fresh;
	return 0;
}

static const struct file_operations config2_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = config2_ioctl,
};

static struct miscdevice config2_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-config2",
	.fops = &config2_fops,
};
module_misc_device(config2_misc);

MODULE_DESCRIPTION("kmcheck case: field copied checked");
MODULE_LICENSE("GPL");
