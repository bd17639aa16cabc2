// SPDX-License-Identifier: GPL-2.0
/*
 * capture.c done right: nothing here needs its memory in one physical piece,
 * so it comes from kvcalloc() and goes to kvfree(). Both places change.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
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

	samples = kvcalloc(CAPTURE_SAMPLES, sizeof(*samples), GFP_KERNEL);
	if (!samples)
		return -ENOMEM;
	file->private_data = samples;
	return 0;
}

static int capture_release(struct inode *inode, struct file *file)
{
	kvfree(file->private_data);
	return 0;
}

static const struct file_operations capture_fops = {
	.owner = THIS_MODULE,
	.open = capture_open,
	.release = capture_release,
};

static struct miscdevice capture_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "sample-capture-fixed",
	.fops = &capture_fops,
};
module_misc_device(capture_device);

MODULE_DESCRIPTION("kmcheck sample: no oversize-constant");
MODULE_LICENSE("GPL");
