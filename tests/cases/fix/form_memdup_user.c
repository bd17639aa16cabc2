// SPDX-License-Identifier: GPL-2.0
/* What is copied from user space. */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static long copy_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	u8 *copy = memdup_user((void __user *)arg, SZ_8M); /* expect: error[oversize-constant] */

	if (IS_ERR(copy))
		return PTR_ERR(copy);
	cmd = copy[0];
	kfree(copy);
	return cmd;
}

static const struct file_operations copy_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = copy_ioctl,
};

static struct miscdevice copy_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km_copy",
	.fops = &copy_fops,
};

static int setup(void)
{
	return misc_register(&copy_device);
}

static void teardown(void)
{
	misc_deregister(&copy_device);
}

static int __init form_memdup_user_init(void)
{
	return setup();
}

static void __exit form_memdup_user_exit(void)
{
	teardown();
}

module_init(form_memdup_user_init);
module_exit(form_memdup_user_exit);

MODULE_DESCRIPTION("kmcheck case: form_memdup_user");
MODULE_LICENSE("GPL");
