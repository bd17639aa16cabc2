/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CAM_H
#define CAM_H

#include <linux/types.h>

struct cam {
	u32 width, height, depth;
	u32 meta_bytes;
	void *frame, *meta;
};

int cam_open(struct cam *cam);
void cam_close(struct cam *cam);
long cam_set(struct cam *cam, void __user *argp);

#endif
