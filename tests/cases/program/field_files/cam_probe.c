// SPDX-License-Identifier: GPL-2.0
/*
 * Fields get defaults in one file, user values in a second, and are used in
 * a third.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "cam.h"

static struct cam cam;

static int cam_fop_open(struct inode *inode, struct file *file)
{
	return cam_open(&cam);
}

static int cam_fop_release(struct inode *inode, struct file *file)
{
	cam_close(&cam);
	return 0;
}

static long cam_fop_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	return cam_set(&cam, (void __user *)arg);
}

static const struct file_operations cam_fops = {
	.owner = THIS_MODULE,
	.open = cam_fop_open,
	.release = cam_fop_release,
	.unlocked_ioctl = cam_fop_ioctl,
};

static struct miscdevice cam_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-cam-files",
	.fops = &cam_fops,
};

static int __init cam_init(void)
{
	cam.width = 640;
	cam.height = 480;
	cam.depth = 2;
	cam.meta_bytes = 256;
	return misc_register(&cam_misc);
}
module_init(cam_init);

static void __exit cam_exit(void)
{
	misc_deregister(&cam_misc);
}
module_exit(cam_exit);

MODULE_DESCRIPTION("kmcheck case: cam probe");
MODULE_LICENSE("GPL");
