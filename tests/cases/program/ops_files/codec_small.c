// SPDX-License-Identifier: GPL-2.0
#include <linux/minmax.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "codec.h"

static int small_open(struct codec *codec, size_t bytes)
{
	codec->state = kmalloc(min_t(size_t, bytes, SZ_1M), GFP_KERNEL);	/* ok: oversize-constant */
	return codec->state ? 0 : -ENOMEM;
}

static void small_close(struct codec *codec)
{
	kfree(codec->state);
}

const struct codec_ops codec_small_ops = {
	.open = small_open,
	.close = small_close,
};
