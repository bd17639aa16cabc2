// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>

#include "chain.h"

int middle_setup(struct chain *chain, u32 depth, bool jumbo)
{
	u32 slot = jumbo ? 16384 : 2048;

	chain->mem = bottom_alloc(depth, slot);
	return chain->mem ? 0 : -ENOMEM;
}
