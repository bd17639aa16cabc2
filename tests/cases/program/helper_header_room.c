// SPDX-License-Identifier: GPL-2.0
/* A helper adds what the header needs; only one caller leaves room for it. */
#include <linux/module.h>
#include <linux/slab.h>

struct pkt_hdr {
	u64 cookie;
	u32 len;
	u32 crc;
};

static void *pkt_alloc(size_t payload)
{
	return kmalloc(sizeof(struct pkt_hdr) + payload, GFP_KERNEL);	/* expect: warning[oversize-bound] "4194320" */
}

static void *pkt_alloc_atomic(size_t payload)
{
	return kmalloc(sizeof(struct pkt_hdr) + payload, GFP_ATOMIC);	/* ok: oversize-bound -- exactly the limit */
}

void *helper_header_room_forgotten(size_t payload)
{
	if (payload > KMALLOC_MAX_SIZE)
		return NULL;
	return pkt_alloc(payload);
}
EXPORT_SYMBOL_GPL(helper_header_room_forgotten);

void *helper_header_room_kept(size_t payload)
{
	if (payload > KMALLOC_MAX_SIZE - sizeof(struct pkt_hdr))
		return NULL;
	return pkt_alloc_atomic(payload);
}
EXPORT_SYMBOL_GPL(helper_header_room_kept);

MODULE_DESCRIPTION("kmcheck case: helper header room");
MODULE_LICENSE("GPL");
