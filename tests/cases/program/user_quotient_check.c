// SPDX-License-Identifier: GPL-2.0
/* Counts checked against a quotient, the right one and INT_MAX. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct point {
	__s32 x, y, z, w;
};

struct poly {
	__u32 count;
	__u32 kind;
	__u64 points;
};

static int poly_right(u32 count)
{
	struct point *p;

	if (count > KMALLOC_MAX_SIZE / sizeof(*p))
		return -EINVAL;
	p = kmalloc(count * sizeof(*p), GFP_KERNEL);	/* ok: oversize-user */
	kfree(p);
	return 0;
}

static int poly_overflow_only(u32 count)
{
	struct point *p;

	if (count > INT_MAX / sizeof(*p))
		return -EINVAL;
	p = kmalloc(count * sizeof(*p), GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	return 0;
}

static long poly_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct poly poly;

	if (copy_from_user(&poly, (void __user *)arg, sizeof(poly)))
		return -EFAULT;
	return poly.kind ? poly_right(poly.count) :
			   poly_overflow_only(poly.count);
}

static const struct file_operations poly_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = poly_ioctl,
};

static struct miscdevice poly_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-poly",
	.fops = &poly_fops,
};
module_misc_device(poly_misc);

MODULE_DESCRIPTION("kmcheck case: user quotient check");
MODULE_LICENSE("GPL");
