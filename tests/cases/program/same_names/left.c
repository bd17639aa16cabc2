// SPDX-License-Identifier: GPL-2.0
/* Static functions and variables of one name in two files are two things. */
#include <linux/module.h>
#include <linux/slab.h>

#include "same.h"

static unsigned int room = 4096;
static void *buf;

static size_t buf_bytes(void)
{
	return room * 16;
}

static int start(void)
{
	buf = kmalloc(buf_bytes(), GFP_KERNEL);	/* ok: oversize-constant -- 64 KiB in this file */
	return buf ? 0 : -ENOMEM;
}

static int __init same_init(void)
{
	int ret = start();

	return ret ? ret : right_start();
}
module_init(same_init);

static void __exit same_exit(void)
{
	right_stop();
	kfree(buf);
}
module_exit(same_exit);

MODULE_DESCRIPTION("kmcheck case: left");
MODULE_LICENSE("GPL");
