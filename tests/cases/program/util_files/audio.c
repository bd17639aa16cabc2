// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "util.h"

static void *samples;

int audio_start(void)
{
	samples = util_zalloc(48000 * 4);
	return samples ? 0 : -ENOMEM;
}

void audio_stop(void)
{
	kfree(samples);
}
