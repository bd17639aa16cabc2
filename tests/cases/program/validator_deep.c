// SPDX-License-Identifier: GPL-2.0
/*
 * A request is verified by a function of many checks, two calls down from the
 * ioctl. Nobody has the patience to follow such functions everywhere; of what
 * would be reported, everybody has.
 */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct plane {
	__u32 width, height, stride, offset;
};

struct setup {
	__u32 version, flags, format, n_planes, n_lines, n_tags, reserved[2];
	struct plane planes[4];
};

static int verify_plane(const struct setup *s, const struct plane *p)
{
	if (p->width < 16 || p->width > 4096)
		return -EINVAL;
	if (p->height < 16 || p->height > 4096)
		return -EINVAL;
	if (p->stride < p->width * 4 || p->stride & 63)
		return -EINVAL;
	if (p->offset & 63 && s->flags & 1)
		return -EINVAL;
	return 0;
}

static int verify_limits(const struct setup *s)
{
	if (s->version != 1 && s->version != 2) {
		pr_debug("version %u is not known\n", s->version);
		return -EINVAL;
	}
	if (s->reserved[0] || s->reserved[1]) {
		pr_debug("what is reserved is to be zero\n");
		return -EINVAL;
	}
	if (s->flags & ~7u || ((s->flags & 2) && (s->flags & 4))) {
		pr_debug("flags %x do not go together\n", s->flags);
		return -EINVAL;
	}
	if (s->n_lines > 1024) {
		pr_debug("%u lines are too many\n", s->n_lines);
		return -EINVAL;
	}
	switch (s->format) {
	case 1:
	case 2:
		if (s->n_planes != 1)
			return -EINVAL;
		break;
	case 3:
		if (s->n_planes != 2 || s->planes[1].width != s->planes[0].width)
			return -EINVAL;
		break;
	case 4:
		if (s->n_planes != 3)
			return -EINVAL;
		if (s->planes[1].stride * 2 != s->planes[0].stride ||
		    s->planes[2].stride * 2 != s->planes[0].stride)
			return -EINVAL;
		break;
	default:
		return -EINVAL;
	}
	if (s->version == 1) {
		if (s->flags & 4)
			return -EINVAL;
		if (s->n_planes > 2)
			return -EINVAL;
		if (s->planes[0].offset || s->planes[1].offset)
			return -EINVAL;
	} else {
		if (s->planes[0].offset & 4095 || s->planes[1].offset & 4095)
			return -EINVAL;
		if (s->planes[0].height < s->planes[1].height ||
		    s->planes[1].height < s->planes[2].height)
			return -EINVAL;
	}
	return 0;
}

static int verify(const struct setup *s)
{
	int err = verify_limits(s);

	if (err)
		return err;
	for (int i = 0; i < 4 && i < s->n_planes; i++)
		if (verify_plane(s, &s->planes[i]))
			return -EINVAL;
	return 0;
}

static int set_up(const struct setup *s)
{
	void *lines, *tags;

	lines = kcalloc(s->n_lines, 64, GFP_KERNEL);	/* ok: oversize-user -- 65536 at most */
	if (!lines)
		return -ENOMEM;
	tags = kcalloc(s->n_tags, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!tags) {
		kfree(lines);
		return -ENOMEM;
	}
	kfree(tags);
	kfree(lines);
	return 0;
}

static long deep_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct setup s;
	int err;

	if (copy_from_user(&s, (void __user *)arg, sizeof(s)))
		return -EFAULT;
	err = verify(&s);
	if (err)
		return err;
	return set_up(&s);
}

static const struct file_operations deep_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = deep_ioctl,
};

static struct miscdevice deep_device = {
	.minor = MISC_DYNAMIC_MINOR, .name = "deep", .fops = &deep_fops,
};

module_misc_device(deep_device);

MODULE_DESCRIPTION("a request verified by a long function, two calls down");
MODULE_LICENSE("GPL");
