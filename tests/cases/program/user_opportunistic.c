// SPDX-License-Identifier: GPL-2.0
/*
 * With __GFP_NOWARN written and NULL tested, an unbounded user size is an
 * ordinary -ENOMEM.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct wish {
	__u64 bytes;
};

static long wish_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct wish w;
	void *p;

	if (copy_from_user(&w, (void __user *)arg, sizeof(w)))
		return -EFAULT;
	if (cmd == 1)
		p = kmalloc(w.bytes, GFP_KERNEL | __GFP_NOWARN);	/* ok: oversize-user -- NOWARN, NULL tested */
	else if (cmd == 2)
		p = kmalloc(w.bytes, GFP_KERNEL | __GFP_NORETRY);	/* expect: warning[oversize-user] */
	else
		p = kvmalloc(w.bytes, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);	/* ok: oversize-user */
	if (!p)
		return -ENOMEM;
	kvfree(p);
	return 0;
}

static const struct file_operations wish_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = wish_ioctl,
};

static struct miscdevice wish_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-wish",
	.fops = &wish_fops,
};
module_misc_device(wish_misc);

MODULE_DESCRIPTION("kmcheck case: user opportunistic");
MODULE_LICENSE("GPL");
