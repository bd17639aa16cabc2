// SPDX-License-Identifier: GPL-2.0
/* The core calls through ops tables that other files fill. */
#include <linux/module.h>
#include <linux/slab.h>

#include "codec.h"

static struct codec big = { &codec_big_ops };
static struct codec small = { &codec_small_ops };

static int codec_start(struct codec *codec, unsigned int frames)
{
	return codec->ops->open(codec, frames * 65536);
}

static int __init codec_init(void)
{
	int ret = codec_start(&small, 100);

	return ret ? ret : codec_start(&big, 100);
}
module_init(codec_init);

static void __exit codec_exit(void)
{
	big.ops->close(&big);
	small.ops->close(&small);
}
module_exit(codec_exit);

MODULE_DESCRIPTION("kmcheck case: codec core");
MODULE_LICENSE("GPL");
