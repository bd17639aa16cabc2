// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/uaccess.h>

#include "cam.h"

struct cam_format {
	__u32 width, height, depth, meta_bytes;
};

long cam_set(struct cam *cam, void __user *argp)
{
	struct cam_format f;

	if (copy_from_user(&f, argp, sizeof(f)))
		return -EFAULT;
	if (f.width > 4096 || f.height > 4096 || f.depth > 4)
		return -EINVAL;
	cam->width = f.width;
	cam->height = f.height;
	cam->depth = f.depth;
	cam->meta_bytes = f.meta_bytes < 4096 ? f.meta_bytes : 4096;
	return 0;
}
