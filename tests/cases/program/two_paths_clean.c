// SPDX-License-Identifier: GPL-2.0
/* Two commands share the allocation, and both check. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct load {
	__u32 bytes;
	__u32 pad;
};

static int load_alloc(const struct load *load)
{
	void *p = kmalloc(load->bytes, GFP_KERNEL);	/* ok: oversize-user -- 1 MiB at most */

	kfree(p);
	return p ? 0 : -ENOMEM;
}

static long load_old(void __user *argp)
{
	struct load load;

	if (copy_from_user(&load, argp, sizeof(load)))
		return -EFAULT;
	if (load.bytes > SZ_64K)
		load.bytes = SZ_64K;
	return load_alloc(&load);
}

static long load_new(void __user *argp)
{
	struct load load;

	if (copy_from_user(&load, argp, sizeof(load)))
		return -EFAULT;
	if (load.bytes > SZ_1M)
		return -EINVAL;
	return load_alloc(&load);
}

static long load2_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return cmd == 1 ? load_old((void __user *)arg) :
			  load_new((void __user *)arg);
}

static const struct file_operations load2_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = load2_ioctl,
};

static struct miscdevice load2_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-load2",
	.fops = &load2_fops,
};
module_misc_device(load2_misc);

MODULE_DESCRIPTION("kmcheck case: two paths clean");
MODULE_LICENSE("GPL");
