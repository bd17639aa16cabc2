/* SPDX-License-Identifier: GPL-2.0 */
#ifndef RING_H
#define RING_H

struct ring {
	u32 entries;
	u32 entry_bytes;
	void *mem;
};

int ring_create(struct ring *ring);
void ring_destroy(struct ring *ring);

#endif
