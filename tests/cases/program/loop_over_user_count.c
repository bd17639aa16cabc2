// SPDX-License-Identifier: GPL-2.0
/*
 * A count from user space drives a loop of small allocations; each one is
 * small.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct list_req {
	__u32 count;
	__u32 each;
};

static long list_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct list_req rq;
	void *p;
	u32 i;

	if (copy_from_user(&rq, (void __user *)arg, sizeof(rq)))
		return -EFAULT;
	for (i = 0; i < rq.count; i++) {
		p = kmalloc(SZ_4K, GFP_KERNEL);	/* ok: oversize-user -- a page each time */
		if (!p)
			return -ENOMEM;
		kfree(p);
	}
	return 0;
}

static const struct file_operations list_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = list_ioctl,
};

static struct miscdevice list_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-list",
	.fops = &list_fops,
};
module_misc_device(list_misc);

MODULE_DESCRIPTION("kmcheck case: loop over user count");
MODULE_LICENSE("GPL");
