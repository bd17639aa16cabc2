// SPDX-License-Identifier: GPL-2.0
/*
 * memdup_user carries __GFP_NOWARN: silent when unbounded, judged when the
 * code says a number.
 */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

struct dup {
	__u32 len;
	__u32 mode;
	__u64 data;
};

static long dup_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct dup d;
	void *p;

	if (copy_from_user(&d, (void __user *)arg, sizeof(d)))
		return -EFAULT;
	switch (d.mode) {
	case 0:
		p = memdup_user(u64_to_user_ptr(d.data), d.len);	/* ok: oversize-user -- fails quietly */
		break;
	case 1:
		if (d.len > SZ_64K)
			return -EINVAL;
		p = memdup_user(u64_to_user_ptr(d.data), d.len);	/* ok: oversize-bound */
		break;
	case 2:
		if (d.len > SZ_16M)
			return -EINVAL;
		p = memdup_user(u64_to_user_ptr(d.data), d.len);	/* expect: warning[oversize-bound] "16777216" */
		break;
	default:
		p = memdup_user(u64_to_user_ptr(d.data), SZ_8M);	/* expect: error[oversize-constant] "8388608" */
		break;
	}
	if (IS_ERR(p))
		return PTR_ERR(p);
	kfree(p);
	return 0;
}

static const struct file_operations dup_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = dup_ioctl,
};

static struct miscdevice dup_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-dup",
	.fops = &dup_fops,
};
module_misc_device(dup_misc);

MODULE_DESCRIPTION("kmcheck case: user memdup");
MODULE_LICENSE("GPL");
