// SPDX-License-Identifier: GPL-2.0
/* The struct arrives through memdup_user; its fields are user space's. */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

struct layout {
	__u32 planes;
	__u32 stride;
};

static long layout_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	struct layout *l = memdup_user((void __user *)arg, sizeof(*l));
	void *p = NULL;

	if (IS_ERR(l))
		return PTR_ERR(l);
	if (cmd == 1)
		p = kmalloc(l->stride, GFP_KERNEL);	/* expect: warning[oversize-user] */
	else if (l->planes <= 4 && l->stride <= SZ_64K)
		p = kcalloc(l->planes, l->stride, GFP_KERNEL);	/* ok: oversize-user -- 256 KiB */
	kfree(p);
	kfree(l);
	return 0;
}

static const struct file_operations layout_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = layout_ioctl,
};

static struct miscdevice layout_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-layout",
	.fops = &layout_fops,
};
module_misc_device(layout_misc);

MODULE_DESCRIPTION("kmcheck case: memdup fields");
MODULE_LICENSE("GPL");
