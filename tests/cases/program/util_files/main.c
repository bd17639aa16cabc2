// SPDX-License-Identifier: GPL-2.0
/*
 * A wrapper in one file; one of its callers, in another file, asks for too
 * much.
 */
#include <linux/module.h>
#include <linux/slab.h>

#include "util.h"

static int __init util_init(void)
{
	int ret = audio_start();

	if (ret)
		return ret;
	ret = video_start();
	if (ret)
		audio_stop();
	return ret;
}
module_init(util_init);

static void __exit util_exit(void)
{
	video_stop();
	audio_stop();
}
module_exit(util_exit);

MODULE_DESCRIPTION("kmcheck case: main");
MODULE_LICENSE("GPL");
