// SPDX-License-Identifier: GPL-2.0
/* do { } while (0), as macros have it, is no loop: ways in stay apart. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

#define count_call(counter) do { (counter)++; } while (0)
#define count_twice(counter)				\
	do {						\
		do {					\
			(counter) += 2;			\
			if ((counter) > 100)		\
				break;			\
		} while (0);				\
	} while (0)

static unsigned long calls;

void *only_turn_code(size_t n)
{
	int err = 0;

	if (n > SZ_1M)
		err = -EINVAL;
	count_call(calls);
	count_twice(calls);
	if (err)
		return NULL;
	__km_range(n);				/* range: [0,1048576] */
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound -- the code tells */
}
EXPORT_SYMBOL_GPL(only_turn_code);

void *only_turn_too_large(size_t n)
{
	int err = 0;

	if (n > SZ_16M)
		err = -EINVAL;
	count_twice(calls);
	if (err)
		return NULL;
	return kmalloc(n, GFP_KERNEL);		/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(only_turn_too_large);

MODULE_LICENSE("GPL");
