// SPDX-License-Identifier: GPL-2.0
/* Allocation through an ops table with two implementations. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct codec;

struct codec_ops {
	int (*open)(struct codec *codec, size_t bytes);
	void (*close)(struct codec *codec);
};

struct codec {
	const struct codec_ops *ops;
	void *state;
};

static int small_open(struct codec *codec, size_t bytes)
{
	if (bytes > SZ_64K)
		return -E2BIG;
	codec->state = kzalloc(bytes, GFP_KERNEL);	/* ok: oversize-constant -- refuses large ones */
	return codec->state ? 0 : -ENOMEM;
}

static int large_open(struct codec *codec, size_t bytes)
{
	codec->state = kzalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	return codec->state ? 0 : -ENOMEM;
}

static void codec_close(struct codec *codec)
{
	kfree(codec->state);
}

static const struct codec_ops small_ops = {
	.open = small_open,
	.close = codec_close,
};

static const struct codec_ops large_ops = {
	.open = large_open,
	.close = codec_close,
};

static struct codec codecs[] = { { &small_ops }, { &large_ops } };

static int __init ops_init(void)
{
	int i, err = 0;

	for (i = 0; i < ARRAY_SIZE(codecs) && !err; i++)
		err = codecs[i].ops->open(&codecs[i], SZ_8M);
	return err;
}
module_init(ops_init);

static void __exit ops_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(codecs); i++)
		codecs[i].ops->close(&codecs[i]);
}
module_exit(ops_exit);

MODULE_DESCRIPTION("kmcheck case: ops table");
MODULE_LICENSE("GPL");
