/* SPDX-License-Identifier: GPL-2.0 */
#ifndef POOL_H
#define POOL_H

#include <linux/types.h>

extern u32 pool_bytes;
extern u32 pool_limit;

int pool_start(void);
int pool_start_limited(void);
void pool_stop(void);

#endif
