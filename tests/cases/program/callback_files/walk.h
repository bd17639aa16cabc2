/* SPDX-License-Identifier: GPL-2.0 */
#ifndef WALK_H
#define WALK_H

#include <linux/types.h>

typedef int (*walk_fn)(void *ctx, const char *name, size_t bytes);

int walk_regions(walk_fn fn, void *ctx);

#endif
