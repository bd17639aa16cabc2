// SPDX-License-Identifier: GPL-2.0
/* What is left of a buffer, after each of two parts that were held against what
 * was left of it before. */
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/slab.h>

#include "../km.h"

struct left_iter {
	const u8 *at, *end;
};

struct left_words {
	const u32 *at, *end;
};

static const u8 *left_next(struct left_iter *iter, size_t bytes)
{
	const u8 *here = iter->at;

	if (bytes > iter->end - iter->at)
		return NULL;
	iter->at += bytes;
	return here;
}

int left_twice(const u8 *buffer, u32 words, u32 n, u32 each, u32 m)
{
	struct left_iter iter = { buffer, buffer + words * 4 };

	if (words > 65535)
		return -EINVAL;
	if (!left_next(&iter, size_mul(n, each)))
		return -ENOSPC;
	__km_range(iter.end - iter.at);		/* range: [0,262140] */
	if (!left_next(&iter, size_mul(m, 16)))
		return -ENOSPC;
	__km_range(iter.end - iter.at);		/* range: [0,262140] */
	__km_range(m);				/* range: [0,16383] */
	kfree(kmalloc(m * 256, GFP_KERNEL));	/* ok: oversize-bound */
	kfree(kmalloc(m * 512, GFP_KERNEL));	/* expect: warning[oversize-bound] "8388096" */
	return 0;
}
EXPORT_SYMBOL_GPL(left_twice);

int left_of_words(const u32 *buffer, u16 n, u32 first, u32 second)
{
	struct left_words iter = { buffer, buffer + n };

	if (first > iter.end - iter.at)
		return -ENOSPC;
	iter.at += first;
	__km_range(iter.end - iter.at);		/* range: [0,65535] */
	if (second > iter.end - iter.at)
		return -ENOSPC;
	__km_range(second);			/* range: [0,65535] */
	return 0;
}
EXPORT_SYMBOL_GPL(left_of_words);

/* Without the first check the rest may be less than nothing, and as a size
 * anything. */
int left_unchecked(const u8 *buffer, u16 words, u16 first, u32 second)
{
	struct left_iter iter = { buffer, buffer + words };

	iter.at += first;
	if (!left_next(&iter, second))
		return -ENOSPC;
	__km_range(second);			/* range: unknown */
	return 0;
}
EXPORT_SYMBOL_GPL(left_unchecked);

MODULE_DESCRIPTION("kmcheck case: distances left");
MODULE_LICENSE("GPL");
