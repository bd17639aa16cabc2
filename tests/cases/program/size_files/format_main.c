// SPDX-License-Identifier: GPL-2.0
/* A size helper, a validator and an out-parameter, all in the other file. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "format.h"

static long format_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	struct format f;
	void *p;

	if (cmd == 0) {
		if (format_default(arg & 1, &f))
			return -EINVAL;
		p = kmalloc(format_bytes(&f), GFP_KERNEL);	/* ok: oversize-bound|oversize-user -- the defaults are small */
	} else {
		if (copy_from_user(&f, (void __user *)arg, sizeof(f)))
			return -EFAULT;
		if (format_sane(&f))
			p = kmalloc(format_bytes(&f), GFP_KERNEL);	/* ok: oversize-user -- 1024 * 1024 * 4 */
		else if (cmd == 1)
			return -EINVAL;
		else
			p = kmalloc(format_bytes(&f), GFP_KERNEL);	/* expect: warning[oversize-user] */
	}
	if (!p)
		return -ENOMEM;
	kfree(p);
	return 0;
}

static const struct file_operations format_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = format_ioctl,
};

static struct miscdevice format_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-format-files",
	.fops = &format_fops,
};
module_misc_device(format_misc);

MODULE_DESCRIPTION("kmcheck case: format main");
MODULE_LICENSE("GPL");
