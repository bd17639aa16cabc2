// SPDX-License-Identifier: GPL-2.0
/*
 * "tty: limit terminal size to 4M chars"
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct vt_consize {
	unsigned short v_rows, v_cols, v_vlin, v_clin;
};

static int resize_before(unsigned int cols, unsigned int lines)
{
	unsigned int size = (cols << 1) * lines;
	unsigned short *screen = kzalloc(size, GFP_USER);	/* expect: warning[oversize-user] */

	if (!screen)
		return -ENOMEM;
	kfree(screen);
	return 0;
}

static int resize_after(unsigned int cols, unsigned int lines)
{
	unsigned int size = (cols << 1) * lines;
	unsigned short *screen;

	if (size > (4 << 20))
		return -EINVAL;
	screen = kzalloc(size, GFP_USER);	/* ok: oversize-user -- mended */
	if (!screen)
		return -ENOMEM;
	kfree(screen);
	return 0;
}

static int resize_tty(struct vt_consize __user *consize, bool old)
{
	struct vt_consize v;

	if (copy_from_user(&v, consize, sizeof(v)))
		return -EFAULT;
	if (!v.v_rows || !v.v_cols)
		return -EINVAL;
	return old ? resize_before(v.v_cols, v.v_rows) :
	       resize_after(v.v_cols, v.v_rows);
}

static long resize_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	return resize_tty((void __user *)arg, cmd);
}

static const struct file_operations resize_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = resize_ioctl,
};

static struct miscdevice resize_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-resize",
	.fops = &resize_fops,
};
module_misc_device(resize_misc);

MODULE_DESCRIPTION("kmcheck case: tty resize");
MODULE_LICENSE("GPL");
