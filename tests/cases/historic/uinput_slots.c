// SPDX-License-Identifier: GPL-2.0
/*
 * "Input: uinput - reject requests with unreasonable number of slots": the number is
 * set by one ioctl and used by another.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define ABS_SLOT 0x2f

struct ui_setup {
	__u16 code;
	__s32 maximum;
};

struct ui_device {
	s32 slots_before, slots_after;
};

static struct ui_device ui_device;

static int ui_validate(const struct ui_setup *setup)
{
	if (setup->maximum < 0)
		return -EINVAL;
	if (setup->code == ABS_SLOT && setup->maximum > 99)
		return -EINVAL;
	return 0;
}

static int ui_abs_setup(struct ui_device *dev, void __user *arg)
{
	struct ui_setup setup;

	if (copy_from_user(&setup, arg, sizeof(setup)))
		return -EFAULT;
	if (setup.code != ABS_SLOT)
		return 0;
	dev->slots_before = setup.maximum;
	if (ui_validate(&setup))
		return -EINVAL;
	dev->slots_after = setup.maximum;
	return 0;
}

static int ui_create(struct ui_device *dev)
{
	void *before, *after;

	before = kcalloc(dev->slots_before + 1, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
	after = kcalloc(dev->slots_after + 1, 64, GFP_KERNEL);	/* ok: oversize-user -- mended */
	kfree(before);
	kfree(after);
	return 0;
}

static long ui_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case 1:
		return ui_create(&ui_device);
	case 2:
		return ui_abs_setup(&ui_device, (void __user *)arg);
	default:
		return -EINVAL;
	}
}

static const struct file_operations ui_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = ui_ioctl,
};

static struct miscdevice ui_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-ui",
	.fops = &ui_fops,
};
module_misc_device(ui_misc);

MODULE_DESCRIPTION("kmcheck case: uinput slots");
MODULE_LICENSE("GPL");
