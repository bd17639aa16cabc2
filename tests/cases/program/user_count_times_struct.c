// SPDX-License-Identifier: GPL-2.0
/* A count from user space times the size of an element, as drivers spell it. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct entry {
	__u64 key;
	__u64 value;
};

struct batch {
	__u32 count;
	__u16 groups;
	__u16 pad;
	__u64 entries;
};

static long batch_kcalloc(const struct batch *b)
{
	struct entry *e = kcalloc(b->count, sizeof(*e), GFP_KERNEL);	/* expect: warning[oversize-user] */

	kfree(e);
	return e ? 0 : -ENOMEM;
}

static long batch_array_size(const struct batch *b)
{
	/* Saturates instead of wrapping: still no bound. */
	struct entry *e = kmalloc(array_size(b->count, sizeof(*e)), GFP_KERNEL);	/* expect: warning[oversize-user] */

	kfree(e);
	return e ? 0 : -ENOMEM;
}

static long batch_small_type(const struct batch *b)
{
	/* The value's source is known, so its type proves safety: 65535 * 16. */
	struct entry *e = kcalloc(b->groups, sizeof(*e), GFP_KERNEL);	/* ok: oversize-user */

	kfree(e);
	return e ? 0 : -ENOMEM;
}

static long batch_small_type_over(const struct batch *b)
{
	/* 65535 groups of 8 entries: 8388480 bytes. */
	struct entry *e = kcalloc(b->groups, 8 * sizeof(*e), GFP_KERNEL);	/* expect: warning[oversize-user] "8388480" */

	kfree(e);
	return e ? 0 : -ENOMEM;
}

static long batch_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct batch b;

	if (copy_from_user(&b, (void __user *)arg, sizeof(b)))
		return -EFAULT;
	switch (cmd) {
	case 1:
		return batch_kcalloc(&b);
	case 2:
		return batch_array_size(&b);
	case 3:
		return batch_small_type(&b);
	case 4:
		return batch_small_type_over(&b);
	}
	return -ENOTTY;
}

static const struct file_operations batch_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = batch_ioctl,
};

static struct miscdevice batch_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-batch",
	.fops = &batch_fops,
};
module_misc_device(batch_misc);

MODULE_DESCRIPTION("kmcheck case: user count times struct");
MODULE_LICENSE("GPL");
