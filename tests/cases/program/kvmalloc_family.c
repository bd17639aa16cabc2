// SPDX-License-Identifier: GPL-2.0
/*
 * kvmalloc, vmalloc and their kin take large sizes: silent, also from user
 * space.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

static long kv_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void *a, *b, *c;
	u32 n;

	if (get_user(n, (u32 __user *)arg))
		return -EFAULT;
	if (n > SZ_16M)
		return -EINVAL;
	a = kvmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
	b = kvcalloc(n, 4, GFP_KERNEL);		/* ok: oversize-bound */
	c = vzalloc(n);				/* ok: oversize-bound */
	kvfree(a);
	kvfree(b);
	vfree(c);
	return 0;
}

static const struct file_operations kv_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = kv_ioctl,
};

static struct miscdevice kv_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-kv",
	.fops = &kv_fops,
};
module_misc_device(kv_misc);

MODULE_DESCRIPTION("kmcheck case: kvmalloc family");
MODULE_LICENSE("GPL");
