// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "pool.h"

static void *pool;

int pool_start(void)
{
	kfree(pool);
	pool = kmalloc(pool_bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	return pool ? 0 : -ENOMEM;
}

int pool_start_limited(void)
{
	kfree(pool);
	pool = kmalloc(pool_limit, GFP_KERNEL);	/* ok: oversize-user -- 64 KiB at most */
	return pool ? 0 : -ENOMEM;
}

void pool_stop(void)
{
	kfree(pool);
}
