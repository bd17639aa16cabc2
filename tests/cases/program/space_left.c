// SPDX-License-Identifier: GPL-2.0
/* An object's `used` grows by no more than what is left: size - used. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct store {
	u32 size;
	u32 used;
	u8 *bytes;
};

struct asked {
	u32 total;
	u32 off;
	u32 len;
};

static ssize_t store_write(struct file *file, const char __user *from,
			   size_t n, loff_t *at)
{
	struct store *s = file->private_data;

	if (n > s->size - s->used)
		return -ENOSPC;
	if (copy_from_user(s->bytes + s->used, from, n))
		return -EFAULT;
	s->used += n;
	kfree(kmalloc(n, GFP_KERNEL));	/* ok: oversize-user -- no more than the size */
	return n;
}

static ssize_t store_read(struct file *file, char __user *to, size_t n,
			  loff_t *at)
{
	struct store *s = file->private_data;

	kfree(kmemdup(s->bytes, s->used, GFP_KERNEL));	/* ok: oversize-user -- no more than the size */
	if (*at < 0 || *at >= s->used)
		return 0;
	n = min_t(size_t, n, s->used - *at);
	kfree(kmemdup(s->bytes + *at, n, GFP_KERNEL));	/* ok: oversize-user -- no more than what is used */
	return n;
}

static long store_ioctl(struct file *file, unsigned int cmd,
			unsigned long arg)
{
	struct store *s = file->private_data;
	struct asked a;

	if (cmd) {
		/* here a user says both: the difference may wrap */
		if (copy_from_user(&a, (void __user *)arg, sizeof(a)))
			return -EFAULT;
		if (a.total > SZ_1M || a.len > a.total - a.off)
			return -EINVAL;
		kfree(kmalloc(a.len, GFP_KERNEL));	/* expect: warning[oversize-user] */
		return 0;
	}
	if (arg > SZ_1M)
		return -E2BIG;
	kfree(s->bytes);
	s->bytes = kmalloc(arg, GFP_KERNEL);	/* ok: oversize-user -- checked */
	s->size = s->bytes ? arg : 0;
	s->used = 0;
	return 0;
}

const struct file_operations store_fops = {
	.read = store_read,
	.write = store_write,
	.unlocked_ioctl = store_ioctl,
};
EXPORT_SYMBOL_GPL(store_fops);
MODULE_LICENSE("GPL");
