// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "same.h"

static unsigned int room = 1 << 20;
static void *buf;

static size_t buf_bytes(void)
{
	return room * 16;
}

static int start(void)
{
	buf = kmalloc(buf_bytes(), GFP_KERNEL);	/* expect: error[oversize-constant] "16777216" */
	return buf ? 0 : -ENOMEM;
}

int right_start(void)
{
	return start();
}

void right_stop(void)
{
	kfree(buf);
}
