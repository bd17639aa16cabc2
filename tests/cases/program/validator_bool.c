// SPDX-License-Identifier: GPL-2.0
/* A predicate, used as it stands and negated. */
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

static bool span_fits(const struct span *span)
{
	return span->bytes >= 16 && span->bytes <= SZ_128K;
}

static bool span_is_bad(const struct span *span)
{
	return span->bytes == 0 || span->bytes > SZ_1M;
}

static long span_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct span span;
	void *p = NULL;

	if (copy_from_user(&span, (void __user *)arg, sizeof(span)))
		return -EFAULT;
	if (cmd == 1) {
		if (!span_fits(&span))
			return -EINVAL;
		p = kmalloc(span.bytes, GFP_KERNEL);	/* ok: oversize-user */
	} else if (!span_is_bad(&span)) {
		p = kmalloc(span.bytes, GFP_KERNEL);	/* ok: oversize-user */
	} else if (cmd == 3) {
		p = kmalloc(span.bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	}
	kfree(p);
	return 0;
}

static const struct file_operations span_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = span_ioctl,
};

static struct miscdevice span_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-span",
	.fops = &span_fops,
};
module_misc_device(span_misc);

MODULE_DESCRIPTION("kmcheck case: validator bool");
MODULE_LICENSE("GPL");
