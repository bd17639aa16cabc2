// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/slab.h>

struct ring {
	void *buf;
};

static int ring_open(struct ring *ring)
{
	ring->buf = kzalloc(8 << 20, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	if (!ring->buf)
		return -ENOMEM;
	return 0;
}

/* What the page says to use instead. */
static int ring_open_large(struct ring *ring)
{
	ring->buf = kvzalloc(8 << 20, GFP_KERNEL);	/* ok: oversize-constant -- its ceiling is another */
	return ring->buf ? 0 : -ENOMEM;
}

int ring_use(struct ring *ring)
{
	return ring_open(ring) ? : ring_open_large(ring);
}
MODULE_LICENSE("GPL");
