// SPDX-License-Identifier: GPL-2.0
/* A function that another one picks and hands back, and is called then. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

typedef void *(*grab_fn)(size_t bytes);

static void *grab_small(size_t bytes)
{
	if (bytes > 4096)
		return NULL;
	return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-user -- 4 KiB at most */
}

static void *grab_any(size_t bytes)
{
	return kmalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-user] "4294967295" */
}

static grab_fn grab_of(unsigned int kind)
{
	return kind ? grab_small : grab_any;
}

static long returned_function_ioctl(struct file *file, unsigned int cmd,
				    unsigned long arg)
{
	u32 bytes;

	if (get_user(bytes, (u32 __user *)arg))
		return -EFAULT;
	kfree(grab_of(cmd)(bytes));
	return 0;
}

static const struct file_operations returned_function_fops = {
	.unlocked_ioctl = returned_function_ioctl,
};

const struct file_operations *returned_function(void);
const struct file_operations *returned_function(void)
{
	return &returned_function_fops;
}
EXPORT_SYMBOL_GPL(returned_function);

MODULE_DESCRIPTION("kmcheck case: a function that is returned");
MODULE_LICENSE("GPL");
