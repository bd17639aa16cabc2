// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "util.h"

static void *frame;

int video_start(void)
{
	frame = util_zalloc(1920 * 1080 * 4);
	return frame ? 0 : -ENOMEM;
}

void video_stop(void)
{
	kfree(frame);
}
