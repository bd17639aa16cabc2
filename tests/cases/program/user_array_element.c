// SPDX-License-Identifier: GPL-2.0
/* An array of user structs is copied, then each element's length is used. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct seg {
	__u32 len;
	__u32 off;
	__u64 addr;
};

#define MAX_SEGS	8

static long segs_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct seg segs[MAX_SEGS];
	size_t total = 0;
	void *p;
	int i;

	if (copy_from_user(segs, (void __user *)arg, sizeof(segs)))
		return -EFAULT;
	for (i = 0; i < MAX_SEGS; i++) {
		p = kmalloc(segs[i].len, GFP_KERNEL);	/* expect: warning[oversize-user] */
		kfree(p);
		if (segs[i].off > SZ_4K)
			return -EINVAL;
		p = kmalloc(segs[i].off, GFP_KERNEL);	/* ok: oversize-user */
		kfree(p);
		total += segs[i].off;
		if (total > SZ_16K)
			return -E2BIG;
	}
	p = kmalloc(total, GFP_KERNEL);		/* ok: oversize-user -- 16 KiB at most */
	kfree(p);
	return 0;
}

static const struct file_operations segs_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = segs_ioctl,
};

static struct miscdevice segs_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-segs",
	.fops = &segs_fops,
};
module_misc_device(segs_misc);

MODULE_DESCRIPTION("kmcheck case: user array element");
MODULE_LICENSE("GPL");
