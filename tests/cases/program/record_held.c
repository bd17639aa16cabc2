// SPDX-License-Identifier: GPL-2.0
/*
 * One record in several places: a table of constants, a variable, memory of
 * its own, and part of a device. What one of them holds the others need not.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct format {
	__u32 code;
	__u16 width, height;
	__u32 planes;
};

struct camera {
	struct format now;
	struct format wanted;
	int users;
};

static const struct format largest[] = {
	{ .code = 1, .width = 640, .height = 480 },
	{ .code = 2, .width = 3840, .height = 2160 },
};

static size_t bytes_of(const struct format *f)
{
	return f->width * f->height;
}

static int set_format(struct camera *cam, const struct format __user *from)
{
	struct format f;

	if (copy_from_user(&f, from, sizeof(f)))
		return -EFAULT;
	cam->wanted = f;
	if (f.width > 1920 || f.height > 1088)
		return -EINVAL;
	cam->now = f;
	return 0;
}

static int take_frame(const struct camera *cam)
{
	void *p = kmalloc(bytes_of(&cam->now), GFP_KERNEL);	/* ok: oversize-bound -- only what was checked is stored there */
	void *q = kmalloc(2 * bytes_of(&cam->now) + 8192, GFP_KERNEL);	/* ok: oversize-bound -- 4186112 at most */

	kfree(p);
	kfree(q);
	p = kmalloc(3 * bytes_of(&cam->now), GFP_KERNEL);	/* expect: warning[oversize-bound] */
	kfree(p);
	p = kmalloc(bytes_of(&cam->wanted), GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	/* set by nothing but the struct assignment */
	p = kmalloc(cam->now.planes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	return 0;
}

static int read_again(const struct format __user *from)
{
	struct format *whole = memdup_user(from, 64);
	void *p;

	if (IS_ERR(whole))
		return PTR_ERR(whole);
	p = kmalloc(bytes_of(whole), GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	kfree(whole);
	whole = kmalloc(64, GFP_KERNEL);	/* ok: oversize-bound -- 64 */
	if (!whole)
		return -ENOMEM;
	if (!copy_from_user(whole, from, 64))
		p = kmalloc(bytes_of(whole), GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(whole);
	return 0;
}

static int take_largest(unsigned int i)
{
	void *p;

	if (i >= ARRAY_SIZE(largest))
		return -EINVAL;
	p = kmalloc(bytes_of(&largest[i]), GFP_KERNEL);	/* expect: warning[oversize-bound] "8294400" */
	kfree(p);
	return 0;
}

/* The device is copied as a whole, with the formats in it. */
static int clone_camera(struct camera *cam, const struct camera __user *from)
{
	struct camera copy;

	if (copy_from_user(&copy, from, sizeof(copy)) || copy.users > 8)
		return -EFAULT;
	copy.now = cam->now;
	*cam = copy;
	return 0;
}

static long camera_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	struct camera *cam = file->private_data;

	switch (cmd) {
	case 1:
		return set_format(cam, (void __user *)arg);
	case 2:
		return take_frame(cam);
	case 3:
		return read_again((void __user *)arg);
	case 4:
		return take_largest(arg);
	case 5:
		return clone_camera(cam, (void __user *)arg);
	}
	return -ENOTTY;
}

static const struct file_operations camera_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = camera_ioctl,
};

static struct miscdevice camera_device = {
	.minor = MISC_DYNAMIC_MINOR, .name = "camera", .fops = &camera_fops,
};

module_misc_device(camera_device);

MODULE_LICENSE("GPL");
