// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "codec.h"

static int big_open(struct codec *codec, size_t bytes)
{
	codec->state = kmalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "6553600" */
	return codec->state ? 0 : -ENOMEM;
}

static void big_close(struct codec *codec)
{
	kfree(codec->state);
}

const struct codec_ops codec_big_ops = {
	.open = big_open,
	.close = big_close,
};
