// SPDX-License-Identifier: GPL-2.0
/*
 * oversize-constant: a request that can never succeed.
 *
 * A capture card takes a million samples of eight bytes. That is 8000000
 * bytes in one piece, and on x86_64 kmalloc() gives at most 4 MiB: opening
 * the device fails on every machine, on every day, with -ENOMEM.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

#define CAPTURE_SAMPLES	1000000

struct sample {
	u32 time;
	s16 left;
	s16 right;
};

static int capture_open(struct inode *inode, struct file *file)
{
	struct sample *samples;

	samples = kcalloc(CAPTURE_SAMPLES, sizeof(*samples), GFP_KERNEL);
	if (!samples)
		return -ENOMEM;
	file->private_data = samples;
	return 0;
}

static int capture_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static const struct file_operations capture_fops = {
	.owner = THIS_MODULE,
	.open = capture_open,
	.release = capture_release,
};

static struct miscdevice capture_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "sample-capture",
	.fops = &capture_fops,
};
module_misc_device(capture_device);

MODULE_DESCRIPTION("kmcheck sample: oversize-constant");
MODULE_LICENSE("GPL");
