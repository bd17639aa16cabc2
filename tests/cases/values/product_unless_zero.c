// SPDX-License-Identifier: GPL-2.0-only
/* A quotient is only compared with where the divisor is not 0; where it is, the
 * product is 0. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct image {
	__u32 width, height;
	__u16 planes;
};

static int too_large(const struct image *im)
{
	return im->height && im->width > SZ_4M / im->height;
}

static long image_ioctl(struct file *file, unsigned int cmd,
			unsigned long arg)
{
	struct image im;
	void *p;

	if (copy_from_user(&im, (void __user *)arg, sizeof(im)))
		return -EFAULT;
	switch (cmd) {
	case 1:
		if (im.height && im.width > SZ_4M / im.height)
			return -EINVAL;
		p = kzalloc(im.width * im.height, GFP_KERNEL); /* ok: oversize-user */
		kfree(p);
		p = kcalloc(im.width, im.height, GFP_KERNEL); /* ok: oversize-user */
		kfree(p);
		p = kmalloc(im.width * im.height + 1, GFP_KERNEL); /* expect: warning[oversize-bound|oversize-user] */
		kfree(p);
		/* where the height is 0, the width may be anything */
		p = kmalloc(im.width, GFP_KERNEL); /* expect: warning[oversize-bound|oversize-user] */
		kfree(p);
		break;
	case 2:
		if (im.height > 0)
			if (im.width > SZ_4M / im.height)
				return -EINVAL;
		p = kmalloc_array(im.height, im.width, GFP_KERNEL); /* ok: oversize-user */
		kfree(p);
		break;
	case 3:
		if (too_large(&im))
			return -EINVAL;
		p = kzalloc(im.width * im.height, GFP_KERNEL); /* ok: oversize-user */
		kfree(p);
		break;
	case 4:
		/* the other way about: nothing is said where it is not 0 */
		if (!im.height && im.width > SZ_4M)
			return -EINVAL;
		p = kcalloc(im.width, im.height, GFP_KERNEL); /* expect: warning[oversize-user] */
		kfree(p);
		break;
	case 5:
		if (im.width && im.height > SZ_1M / im.width)
			return -EINVAL;
		p = kcalloc(im.width, im.height * 4, GFP_KERNEL); /* ok: oversize-user */
		kfree(p);
		p = kmalloc(im.width * im.height * 4, GFP_KERNEL); /* ok: oversize-user */
		kfree(p);
		p = kcalloc(im.width, im.height * 5, GFP_KERNEL); /* expect: warning[oversize-bound|oversize-user] */
		kfree(p);
		break;
	case 6:
		if ((u64)im.width * im.height > SZ_2M)
			return -EINVAL;
		p = kcalloc(im.width, im.height * 2, GFP_KERNEL); /* ok: oversize-user */
		kfree(p);
		p = kcalloc(im.width << 1, im.height, GFP_KERNEL); /* ok: oversize-user */
		kfree(p);
		p = kcalloc(im.width, im.height * 3, GFP_KERNEL); /* expect: warning[oversize-bound|oversize-user] */
		kfree(p);
		break;
	}
	return 0;
}

static const struct file_operations image_fops = {
	.unlocked_ioctl = image_ioctl,
};

const void *image_operations = &image_fops;

MODULE_LICENSE("GPL");
