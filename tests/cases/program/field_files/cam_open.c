// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "cam.h"

int cam_open(struct cam *cam)
{
	/* 4096 * 4096 * 4 */
	cam->frame = kmalloc(cam->width * cam->height * cam->depth, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] "67108864" */
	cam->meta = kmalloc(cam->meta_bytes, GFP_KERNEL);	/* ok: oversize-user -- a page at most */
	return cam->frame && cam->meta ? 0 : -ENOMEM;
}

void cam_close(struct cam *cam)
{
	kfree(cam->frame);
	kfree(cam->meta);
}
