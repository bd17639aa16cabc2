// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "util.h"

void *util_zalloc(size_t bytes)
{
	return kzalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "8294400" */
}
