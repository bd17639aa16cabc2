// SPDX-License-Identifier: GPL-2.0
/* A sanitiser that clamps the request in place. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct tuning {
	__u32 depth;
	__u32 burst;
};

static void tuning_sanitise(struct tuning *t)
{
	if (t->depth > 256)
		t->depth = 256;
	if (t->burst == 0)
		t->burst = 1;
}

static long tuning_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	struct tuning t;
	void *ring, *burst;

	if (copy_from_user(&t, (void __user *)arg, sizeof(t)))
		return -EFAULT;
	tuning_sanitise(&t);
	ring = kcalloc(t.depth, 512, GFP_KERNEL);	/* ok: oversize-user -- 128 KiB */
	burst = kcalloc(t.burst, 512, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(ring);
	kfree(burst);
	return 0;
}

static const struct file_operations tuning_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = tuning_ioctl,
};

static struct miscdevice tuning_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-tuning",
	.fops = &tuning_fops,
};
module_misc_device(tuning_misc);

MODULE_DESCRIPTION("kmcheck case: sanitiser in place");
MODULE_LICENSE("GPL");
