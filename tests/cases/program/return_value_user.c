// SPDX-License-Identifier: GPL-2.0
/* A helper returns what user space wrote, or a negative error. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static int fetch_count(u32 __user *uptr)
{
	u32 n;

	if (get_user(n, uptr))
		return -EFAULT;
	if (n > 10000)
		return -EINVAL;
	return n;
}

static unsigned long fetch_raw(unsigned long __user *uptr)
{
	unsigned long n = 0;

	if (get_user(n, uptr))
		return 0;
	return n;
}

static long return_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	int n = fetch_count((u32 __user *)arg);
	void *p, *q;

	if (n < 0)
		return n;
	p = kcalloc(n, 64, GFP_KERNEL);		/* ok: oversize-user -- 640000 */
	q = kzalloc(fetch_raw((unsigned long __user *)arg), GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	kfree(q);
	return 0;
}

static const struct file_operations return_value_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = return_ioctl,
};

static struct miscdevice return_value_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-return-value",
	.fops = &return_value_fops,
};
module_misc_device(return_value_misc);

MODULE_DESCRIPTION("kmcheck case: return value user");
MODULE_LICENSE("GPL");
