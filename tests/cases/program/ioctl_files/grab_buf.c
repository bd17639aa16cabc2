// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "grab.h"

static void *buf, *table;

int grab_buf_set(const struct grab_req *rq)
{
	kfree(buf);
	buf = kmalloc(rq->bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	return buf ? 0 : -ENOMEM;
}

int grab_table_set(const struct grab_req *rq)
{
	kfree(table);
	table = kcalloc(rq->slots, 64, GFP_KERNEL);	/* ok: oversize-user -- 4096 slots */
	return table ? 0 : -ENOMEM;
}

void grab_buf_drop(void)
{
	kfree(buf);
	kfree(table);
	buf = NULL;
	table = NULL;
}
