// SPDX-License-Identifier: GPL-2.0
/* A validator that returns an error code. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct job {
	__u32 width;
	__u32 height;
	__u32 format;
	__u32 pad;
};

static int job_check(const struct job *job)
{
	if (!job->width || job->width > 1024)
		return -EINVAL;
	if (!job->height || job->height > 1024)
		return -EINVAL;
	if (job->format > 3)
		return -EOPNOTSUPP;
	return 0;
}

static long job_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct job job;
	void *pixels;
	int ret;

	if (copy_from_user(&job, (void __user *)arg, sizeof(job)))
		return -EFAULT;
	ret = job_check(&job);
	if (ret)
		return ret;
	pixels = kmalloc(job.width * job.height * 4, GFP_KERNEL);	/* ok: oversize-user -- 1024 * 1024 * 4 */
	if (!pixels)
		return -ENOMEM;
	kfree(pixels);
	return 0;
}

static const struct file_operations job_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = job_ioctl,
};

static struct miscdevice job_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-job",
	.fops = &job_fops,
};
module_misc_device(job_misc);

MODULE_DESCRIPTION("kmcheck case: validator errno");
MODULE_LICENSE("GPL");
