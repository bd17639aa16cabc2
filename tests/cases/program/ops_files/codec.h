/* SPDX-License-Identifier: GPL-2.0 */
#ifndef CODEC_H
#define CODEC_H

#include <linux/types.h>

struct codec {
	const struct codec_ops *ops;
	void *state;
};

struct codec_ops {
	int (*open)(struct codec *codec, size_t bytes);
	void (*close)(struct codec *codec);
};

extern const struct codec_ops codec_big_ops;
extern const struct codec_ops codec_small_ops;

#endif
