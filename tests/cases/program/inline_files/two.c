// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "vec.h"

static struct vec large;

int two_start(void)
{
	return vec_init(&large, 1000000);
}

void two_stop(void)
{
	vec_free(&large);
}
