// SPDX-License-Identifier: GPL-2.0
/* A validator that lets too much through. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct job {
	__u32 width;
	__u32 height;
};

static int job_check(const struct job *job)
{
	if (job->width > 8192 || job->height > 8192)
		return -EINVAL;
	return 0;
}

static long lax_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct job job;
	void *pixels;

	if (copy_from_user(&job, (void __user *)arg, sizeof(job)))
		return -EFAULT;
	if (job_check(&job) < 0)
		return -EINVAL;
	pixels = kmalloc(job.width * job.height, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] "67108864" */
	if (!pixels)
		return -ENOMEM;
	kfree(pixels);
	return 0;
}

static const struct file_operations lax_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = lax_ioctl,
};

static struct miscdevice lax_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-lax",
	.fops = &lax_fops,
};
module_misc_device(lax_misc);

MODULE_DESCRIPTION("kmcheck case: validator lax");
MODULE_LICENSE("GPL");
