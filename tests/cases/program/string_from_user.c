// SPDX-License-Identifier: GPL-2.0
/* String copies have the limit that was passed to them. */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static long name_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	const char __user *uname = (const char __user *)arg;
	char local[64], *copy, *dup;
	long len = strncpy_from_user(local, uname, sizeof(local));

	if (len < 0)
		return len;
	copy = kmalloc(len + 1, GFP_KERNEL);	/* ok: oversize-user -- 65 at most */
	kfree(copy);
	dup = strndup_user(uname, 256);		/* ok: oversize-user */
	if (IS_ERR(dup))
		return PTR_ERR(dup);
	copy = kmalloc(strlen(dup) + 16, GFP_KERNEL);	/* ok: oversize-user */
	kfree(copy);
	kfree(dup);
	return 0;
}

static const struct file_operations name_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = name_ioctl,
};

static struct miscdevice name_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-name",
	.fops = &name_fops,
};
module_misc_device(name_misc);

MODULE_DESCRIPTION("kmcheck case: string from user");
MODULE_LICENSE("GPL");
