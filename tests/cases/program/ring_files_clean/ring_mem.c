// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>
#include <linux/types.h>

#include "ring.h"

int ring_create(struct ring *ring)
{
	ring->mem = kcalloc(ring->entries, ring->entry_bytes, GFP_KERNEL);	/* ok: oversize-constant|oversize-bound -- 4 MiB */
	return ring->mem ? 0 : -ENOMEM;
}

void ring_destroy(struct ring *ring)
{
	kfree(ring->mem);
	ring->mem = NULL;
}
