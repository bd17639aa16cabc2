// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "chain.h"

void *bottom_alloc(u32 count, u32 bytes)
{
	return kcalloc(count, bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "67108864" */
}

void bottom_free(void *p)
{
	kfree(p);
}
