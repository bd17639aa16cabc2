// SPDX-License-Identifier: GPL-2.0
/* The check is made and its answer thrown away. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct span {
	__u32 bytes;
	__u32 kind;
};

static int span_check(const struct span *span)
{
	if (span->bytes > SZ_64K) {
		pr_warn_ratelimited("span of %u bytes\n", span->bytes);
		return -EINVAL;
	}
	return 0;
}

static long ignored_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	struct span span;
	void *p;

	if (copy_from_user(&span, (void __user *)arg, sizeof(span)))
		return -EFAULT;
	span_check(&span);
	p = kmalloc(span.bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	return 0;
}

static const struct file_operations ignored_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = ignored_ioctl,
};

static struct miscdevice ignored_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-ignored",
	.fops = &ignored_fops,
};
module_misc_device(ignored_misc);

MODULE_DESCRIPTION("kmcheck case: validator ignored");
MODULE_LICENSE("GPL");
