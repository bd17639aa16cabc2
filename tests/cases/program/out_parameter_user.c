// SPDX-License-Identifier: GPL-2.0
/*
 * The length comes back through an out-parameter, read from user space or
 * checked on the way.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static int fetch_len(void __user *argp, u32 *len)
{
	if (copy_from_user(len, argp, sizeof(*len)))
		return -EFAULT;
	return 0;
}

static int fetch_len_checked(void __user *argp, u32 *len)
{
	u32 tmp;

	if (get_user(tmp, (u32 __user *)argp))
		return -EFAULT;
	if (tmp > SZ_32K)
		return -EMSGSIZE;
	*len = tmp;
	return 0;
}

static long out_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *argp = (void __user *)arg;
	void *p;
	u32 len;
	int err;

	if (cmd == 1) {
		err = fetch_len(argp, &len);
		if (err)
			return err;
		p = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-user] */
	} else {
		err = fetch_len_checked(argp, &len);
		if (err)
			return err;
		p = kmalloc(len, GFP_KERNEL);	/* ok: oversize-user -- 32 KiB at most */
	}
	kfree(p);
	return 0;
}

static const struct file_operations out_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = out_ioctl,
};

static struct miscdevice out_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-out",
	.fops = &out_fops,
};
module_misc_device(out_misc);

MODULE_DESCRIPTION("kmcheck case: out parameter user");
MODULE_LICENSE("GPL");
