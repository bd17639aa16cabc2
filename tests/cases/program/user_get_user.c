// SPDX-License-Identifier: GPL-2.0
/* get_user brings in a length, once checked and once not. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define SET_LEN		_IOW('k', 1, __u32)
#define SET_LEN_SAFE	_IOW('k', 2, __u32)

static int alloc_and_drop(size_t bytes)
{
	void *p = kmalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */

	if (!p)
		return -ENOMEM;
	kfree(p);
	return 0;
}

static int alloc_and_drop_safe(size_t bytes)
{
	void *p = kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-user -- its caller checks */

	if (!p)
		return -ENOMEM;
	kfree(p);
	return 0;
}

static long len_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	u32 __user *uptr = (u32 __user *)arg;
	u32 len;

	if (get_user(len, uptr))
		return -EFAULT;
	switch (cmd) {
	case SET_LEN:
		return alloc_and_drop(len);
	case SET_LEN_SAFE:
		if (len > SZ_1M)
			return -EINVAL;
		return alloc_and_drop_safe(len);
	default:
		return -ENOTTY;
	}
}

static const struct file_operations len_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = len_ioctl,
};

static struct miscdevice len_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-len",
	.fops = &len_fops,
};
module_misc_device(len_misc);

MODULE_DESCRIPTION("kmcheck case: user get user");
MODULE_LICENSE("GPL");
