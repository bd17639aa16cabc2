// SPDX-License-Identifier: GPL-2.0
/* A signed length from user space with an upper check only. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct chunk {
	__s32 len;
	__s32 checked;
	__s32 count;
};

static long chunk_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct chunk c;
	void *p, *q = NULL, *r, *t;

	if (copy_from_user(&c, (void __user *)arg, sizeof(c)))
		return -EFAULT;
	if (c.len > 4096)	/* -1 passes and becomes 2^64 - 1 */
		return -EINVAL;
	p = kmalloc(c.len, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	if (c.checked > 0 && c.checked <= 4096)
		q = kmalloc(c.checked, GFP_KERNEL);	/* ok: oversize-user */
	if (c.count > 512)	/* -1 times 8 overflows: no memory is asked for */
		return -EINVAL;
	r = kcalloc(c.count, 8, GFP_KERNEL);	/* ok: oversize-user */
	t = kcalloc(c.count, 1, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	kfree(q);
	kfree(r);
	kfree(t);
	return 0;
}

static const struct file_operations chunk_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = chunk_ioctl,
};

static struct miscdevice chunk_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-chunk",
	.fops = &chunk_fops,
};
module_misc_device(chunk_misc);

MODULE_DESCRIPTION("kmcheck case: user negative length");
MODULE_LICENSE("GPL");
