// SPDX-License-Identifier: GPL-2.0
/* A whole configuration comes in with one copy_from_user. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct link_config {
	__u32 mtu;
	__u32 queue;
};

static DEFINE_MUTEX(config_lock);
static struct link_config config = { .mtu = 1500, .queue = 64 };

static int link_up(void)
{
	void *p, *q;

	mutex_lock(&config_lock);
	p = kmalloc(config.mtu, GFP_KERNEL);	/* expect: warning[oversize-user] */
	q = kcalloc(config.queue, 256, GFP_KERNEL);	/* expect: warning[oversize-user] */
	mutex_unlock(&config_lock);
	kfree(p);
	kfree(q);
	return p && q ? 0 : -ENOMEM;
}

static long config_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	int ret = 0;

	if (cmd == 1)
		return link_up();
	mutex_lock(&config_lock);
	if (copy_from_user(&config, (void __user *)arg, sizeof(config)))
		ret = -EFAULT;
	mutex_unlock(&config_lock);
	return ret;
}

static const struct file_operations config_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = config_ioctl,
};

static struct miscdevice config_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-config",
	.fops = &config_fops,
};
module_misc_device(config_misc);

MODULE_DESCRIPTION("kmcheck case: field copied whole");
MODULE_LICENSE("GPL");
