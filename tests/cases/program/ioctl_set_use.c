// SPDX-License-Identifier: GPL-2.0
/*
 * One function that sets with one command what it uses with another: its own
 * stores are what the number can be.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct sampler {
	struct miscdevice misc;
	u32 depth;
	u32 width;
};

static unsigned int samples = 64;

static long sampler_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	struct sampler *s = container_of(file->private_data, struct sampler,
					 misc);
	void *p;
	u32 n;

	switch (cmd) {
	case 1:
		if (get_user(n, (u32 __user *)arg))
			return -EFAULT;
		if (n > 10000)
			return -EINVAL;
		samples = n;
		s->depth = n;
		return 0;
	case 2:
		if (get_user(n, (u32 __user *)arg))
			return -EFAULT;
		s->width = n;
		return 0;
	case 3:
		p = kcalloc(samples, 128, GFP_KERNEL);	/* ok: oversize-bound -- 10000 * 128 */
		break;
	case 4:
		p = kcalloc(samples, 1024, GFP_KERNEL);	/* expect: warning[oversize-bound] "10240000" */
		break;
	case 5:
		p = kcalloc(s->depth, 128, GFP_KERNEL);	/* ok: oversize-bound -- 10000 * 128 */
		break;
	default:
		p = kcalloc(s->width, 128, GFP_KERNEL);	/* expect: warning[oversize-user] "user space" */
	}
	kfree(p);
	return 0;
}

static const struct file_operations sampler_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = sampler_ioctl,
};

static struct sampler sampler = {
	.misc = {
		.minor = MISC_DYNAMIC_MINOR,
		.name = "km-sampler",
		.fops = &sampler_fops,
	},
};

static int __init sampler_init(void)
{
	return misc_register(&sampler.misc);
}
module_init(sampler_init);

static void __exit sampler_exit(void)
{
	misc_deregister(&sampler.misc);
}
module_exit(sampler_exit);

MODULE_DESCRIPTION("kmcheck case: ioctl set use");
MODULE_LICENSE("GPL");
