// SPDX-License-Identifier: GPL-2.0
#include <linux/sizes.h>

#include "walk.h"

int walk_regions(walk_fn fn, void *ctx)
{
	int ret = fn(ctx, "boot", SZ_64K);

	if (!ret)
		ret = fn(ctx, "data", SZ_16M);
	return ret;
}
