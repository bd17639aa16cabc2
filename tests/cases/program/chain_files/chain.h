/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CHAIN_H
#define CHAIN_H

#include <linux/types.h>

struct chain {
	u16 lanes;
	void *mem;
};

int middle_setup(struct chain *chain, u32 depth, bool jumbo);
void *bottom_alloc(u32 count, u32 bytes);
void bottom_free(void *p);

#endif
