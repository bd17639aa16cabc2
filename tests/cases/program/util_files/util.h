/* SPDX-License-Identifier: GPL-2.0 */
#ifndef UTIL_H
#define UTIL_H

#include <linux/types.h>

void *util_zalloc(size_t bytes);
int video_start(void);
void video_stop(void);
int audio_start(void);
void audio_stop(void);

#endif
