// SPDX-License-Identifier: GPL-2.0
/* A test of a signed copy leaves the number as badly known as it was. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static long signed_copy_ioctl(struct file *file, unsigned int cmd,
			      unsigned long arg)
{
	u32 n;
	s32 s;
	void *p;

	if (copy_from_user(&n, (void __user *)arg, sizeof(n)))
		return -EFAULT;
	s = n;
	if (s < 0 && s > -100)
		pr_debug("a small negative number\n");
	p = kmalloc((size_t)n * 16, GFP_KERNEL);	/* expect: warning[oversize-user] "68719476720" */
	kfree(p);
	return 0;
}

static const struct file_operations signed_copy_fops = {
	.unlocked_ioctl = signed_copy_ioctl,
};

const struct file_operations *signed_copy(void);
const struct file_operations *signed_copy(void)
{
	return &signed_copy_fops;
}
EXPORT_SYMBOL_GPL(signed_copy);

MODULE_DESCRIPTION("kmcheck case: a signed copy");
MODULE_LICENSE("GPL");
