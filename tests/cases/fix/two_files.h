/* SPDX-License-Identifier: GPL-2.0 */
#ifndef TWO_FILES_H
#define TWO_FILES_H

#include <linux/types.h>

struct ring {
	u8 *data;
	size_t bytes;
};

int ring_fill(struct ring *ring, size_t bytes);
void ring_empty(struct ring *ring);

#endif
