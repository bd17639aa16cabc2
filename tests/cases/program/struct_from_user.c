// SPDX-License-Identifier: GPL-2.0
/* copy_struct_from_user fills the arguments of a newer style of ioctl. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct km_args {
	__u64 flags;
	__u64 bytes;
	__u64 limit;
};

static long args_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct km_args args;
	void *p, *q;
	int ret;

	ret = copy_struct_from_user(&args, sizeof(args), (void __user *)arg,
				    _IOC_SIZE(cmd));
	if (ret)
		return ret;
	if (args.flags)
		return -EINVAL;
	p = kmalloc(args.bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	if (args.limit > SZ_1M)
		return -EINVAL;
	q = kmalloc(args.limit, GFP_KERNEL);	/* ok: oversize-user */
	kfree(q);
	return 0;
}

static const struct file_operations args_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = args_ioctl,
};

static struct miscdevice args_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-args",
	.fops = &args_fops,
};
module_misc_device(args_misc);

MODULE_DESCRIPTION("kmcheck case: struct from user");
MODULE_LICENSE("GPL");
