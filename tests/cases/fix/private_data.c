// SPDX-License-Identifier: GPL-2.0
/* The open file holds it. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int hold_open(struct inode *inode, struct file *file)
{
	file->private_data = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return file->private_data ? 0 : -ENOMEM;
}

static int hold_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static const struct file_operations hold_fops = {
	.owner = THIS_MODULE,
	.open = hold_open,
	.release = hold_release,
};

static struct miscdevice hold_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km_hold",
	.fops = &hold_fops,
};

static int setup(void)
{
	return misc_register(&hold_device);
}

static void teardown(void)
{
	misc_deregister(&hold_device);
}

static int __init private_data_init(void)
{
	return setup();
}

static void __exit private_data_exit(void)
{
	teardown();
}

module_init(private_data_init);
module_exit(private_data_exit);

MODULE_DESCRIPTION("kmcheck case: private_data");
MODULE_LICENSE("GPL");
