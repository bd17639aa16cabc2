// SPDX-License-Identifier: GPL-2.0
/*
 * "Input: MT - limit max slots": a user's device says how many fingers it knows.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct mt_slot {
	int abs[14];
	unsigned int frame, key;
};

struct mt {
	int num_slots;
	struct mt_slot slots[];
};

static int mt_before(unsigned int num_slots)
{
	struct mt *mt;

	if (!num_slots)
		return 0;
	mt = kzalloc(struct_size(mt, slots, num_slots), GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!mt)
		return -ENOMEM;
	kfree(mt);
	return 0;
}

static int mt_after(unsigned int num_slots)
{
	struct mt *mt;

	if (!num_slots)
		return 0;
	if (num_slots > 1024)
		return -EINVAL;
	mt = kzalloc(struct_size(mt, slots, num_slots), GFP_KERNEL);	/* ok: oversize-user -- mended */
	if (!mt)
		return -ENOMEM;
	kfree(mt);
	return 0;
}

static long mt_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	int maximum;

	if (get_user(maximum, (int __user *)arg))
		return -EFAULT;
	if (maximum < 0)
		return -EINVAL;
	return cmd ? mt_before(maximum + 1) : mt_after(maximum + 1);
}

static const struct file_operations mt_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = mt_ioctl,
};

static struct miscdevice mt_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-mt",
	.fops = &mt_fops,
};
module_misc_device(mt_misc);

MODULE_DESCRIPTION("kmcheck case: input slots");
MODULE_LICENSE("GPL");
