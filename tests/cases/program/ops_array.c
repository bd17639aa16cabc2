// SPDX-License-Identifier: GPL-2.0
/* Handlers in an array, picked by the number of the request. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct request {
	u32 n, bytes;
};

typedef int (*handler_fn)(const struct request *r);

static int alloc_unchecked(const struct request *r)
{
	kfree(kmalloc(r->bytes, GFP_KERNEL));	/* expect: warning[oversize-user] */
	return 0;
}

static int alloc_checked(const struct request *r)
{
	if (r->n > 64 || r->bytes > SZ_64K)
		return -EINVAL;
	kfree(kmalloc_array(r->n, r->bytes, GFP_KERNEL));	/* ok: oversize-user|oversize-bound */
	return 0;
}

static int alloc_half(const struct request *r)
{
	kfree(kmalloc(r->n / 2, GFP_KERNEL));	/* expect: warning[oversize-user] "2147483647" */
	return 0;
}

static int nothing(const struct request *r)
{
	return 0;
}

static const handler_fn handlers[] = {
	alloc_unchecked, alloc_checked, alloc_half, nothing,
};

static long array_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct request r;

	if (cmd >= ARRAY_SIZE(handlers))
		return -ENOTTY;
	if (copy_from_user(&r, (void __user *)arg, sizeof(r)))
		return -EFAULT;
	return handlers[cmd](&r);
}

static const struct file_operations array_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = array_ioctl,
};

static struct miscdevice array_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "ops_array",
	.fops = &array_fops,
};
module_misc_device(array_device);

MODULE_LICENSE("GPL");
