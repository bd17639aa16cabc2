// SPDX-License-Identifier: GPL-2.0
/*
 * Values, not structs, go to the validator; another object's check does not
 * help.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct span {
	__u32 bytes;
	__u32 other;
};

static int check_bytes(u32 bytes)
{
	return bytes > SZ_64K ? -E2BIG : 0;
}

static long value_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct span span;
	void *p, *q;

	if (copy_from_user(&span, (void __user *)arg, sizeof(span)))
		return -EFAULT;
	if (check_bytes(span.bytes))
		return -E2BIG;
	p = kmalloc(span.bytes, GFP_KERNEL);	/* ok: oversize-user */
	q = kmalloc(span.other, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	kfree(q);
	return 0;
}

static const struct file_operations value_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = value_ioctl,
};

static struct miscdevice value_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-value",
	.fops = &value_fops,
};
module_misc_device(value_misc);

MODULE_DESCRIPTION("kmcheck case: validator by value");
MODULE_LICENSE("GPL");
