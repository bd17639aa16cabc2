// SPDX-License-Identifier: GPL-2.0
/*
 * A check that is long once its macros are expanded: seen from the ioctl it is
 * two calls down, seen from where its result is used it is next door. What a
 * look from further away cannot tell does not undo what the nearer one has.
 */
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct window {
	__u8 planes;
	__u16 width, height;
};

/* of the display, never of a window that is shown */
static const struct window whole[] = {
	{ .planes = 4, .width = 1280, .height = 720 },
	{ .planes = 4, .width = 3840, .height = 2160 },
};

static int fit_window(struct window *w)
{
	if (!w->planes || w->planes > 2)
		return -EINVAL;
	w->width = clamp_t(u16, w->width, 16, 1920);
	w->height = clamp_t(u16, w->height, 16, 1088);
	return 0;
}

static size_t bytes_of(const struct window *w)
{
	return w->width * w->height * w->planes;
}

static int show_window(const struct window __user *from)
{
	struct window w;
	void *p;
	int err;

	if (copy_from_user(&w, from, sizeof(w)))
		return -EFAULT;
	err = fit_window(&w);
	if (err)
		return err;
	p = kmalloc(bytes_of(&w), GFP_KERNEL);	/* ok: oversize-user -- 4177920 at most */
	kfree(p);
	p = kmalloc(2 * bytes_of(&w), GFP_KERNEL);	/* expect: warning[oversize-bound] "8355840" */
	kfree(p);
	return 0;
}

static int keep_text(const char __user *from, size_t length)
{
	char *p = kmalloc(length, GFP_KERNEL);	/* expect: warning[oversize-user] */

	if (!p)
		return -ENOMEM;
	length = copy_from_user(p, from, length);
	kfree(p);
	return length ? -EFAULT : 0;
}

static long window_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	if (cmd == 2)
		return arg < 2 ? bytes_of(&whole[arg]) : -EINVAL;
	if (cmd == 3)
		return keep_text((void __user *)arg, arg);
	return cmd == 1 ? show_window((void __user *)arg) : -ENOTTY;
}

static const struct file_operations window_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = window_ioctl,
};

static struct miscdevice window_device = {
	.minor = MISC_DYNAMIC_MINOR, .name = "window", .fops = &window_fops,
};

module_misc_device(window_device);

MODULE_LICENSE("GPL");
