// SPDX-License-Identifier: GPL-2.0
/*
 * Addresses that walk through a buffer: how far they are apart, and what
 * p + len > end says of len.
 */
#include <linux/module.h>
#include <linux/slab.h>
#if __has_include(<linux/unaligned.h>)
#include <linux/unaligned.h>
#else
#include <asm/unaligned.h>
#endif

#include "../km.h"

#define MOST 65536

int addresses_left(const u8 *buf, size_t n)
{
	const u8 *p = buf, *end;

	if (n > MOST)
		return -EINVAL;
	end = buf + n;
	while (end - p >= 4) {
		u32 len = get_unaligned_le32(p);

		__km_range(p - buf);		/* range: [0,65532] */
		__km_range(end - p);		/* range: [4,65536] */
		p += 4;
		__km_range(end - p);		/* range: [0,65532] */
		if (len > end - p)
			return -EINVAL;
		__km_range(len);		/* range: [0,65532] */
		p += len;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(addresses_left);

int addresses_behind(const u8 *buf, size_t n)
{
	const u8 *p = buf, *end;

	if (n > MOST)
		return -EINVAL;
	end = buf + n;
	while (p + 4 <= end) {
		u32 len = get_unaligned_le32(p);

		p += 4;
		if (p + len > end)
			return -EINVAL;
		__km_range(len);		/* range: [0,65532] */
		p += len;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(addresses_behind);

/* Elements, not bytes: the distance is counted in them, too. */
int addresses_of_words(const u32 *words, size_t n)
{
	const u32 *end;
	u32 count;

	if (n > MOST)
		return -EINVAL;
	end = words + n;
	count = *words++;
	__km_range(end - words);		/* range: [-1,65535] */
	if (words + count > end)
		return -EINVAL;
	__km_range(count);			/* range: [0,65535] */
	return 0;
}
EXPORT_SYMBOL_GPL(addresses_of_words);

/* All of 64 bits may wrap: only the second half of the check makes it one. */
int addresses_wrapping(const u8 *buf, size_t n, size_t len)
{
	const u8 *end;

	if (n > MOST)
		return -EINVAL;
	end = buf + n;
	if (buf + len > end)
		return -EINVAL;
	__km_range(len);			/* range: unknown */
	if (buf + len < buf)
		return -EINVAL;
	__km_range(len);			/* range: [0,65536] */
	return 0;
}
EXPORT_SYMBOL_GPL(addresses_wrapping);

static const void *take(const void *p, const void *end, u32 *out)
{
	const void *q = p + sizeof(*out);

	if (unlikely(q > end || q < p))
		return ERR_PTR(-EFAULT);
	*out = get_unaligned_le32(p);
	return q;
}

/* Each step hands back where it ended, or an error. */
void *addresses_returned(const void *p, size_t n)
{
	const void *end, *q;
	u32 kind, len;

	if (n > MOST)
		return NULL;
	end = p + n;
	p = take(p, end, &kind);
	if (IS_ERR(p))
		return NULL;
	p = take(p, end, &len);
	if (IS_ERR(p))
		return NULL;
	q = p + len;
	if (unlikely(q > end || q < p))
		return NULL;
	__km_range(len);			/* range: [0,65528] */
	return kmemdup(p, len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(addresses_returned);

struct cursor {
	const u8 *at, *end;
};

static int get_length(struct cursor *cursor, u32 *length)
{
	if (cursor->end - cursor->at < sizeof(*length))
		return -EINVAL;
	*length = get_unaligned_le32(cursor->at);
	cursor->at += sizeof(*length);
	return 0;
}

int addresses_of_cursor(const u8 *buf, size_t n)
{
	struct cursor cursor = { buf, buf + n };
	u32 length;

	if (n > MOST)
		return -EINVAL;
	if (get_length(&cursor, &length) || get_length(&cursor, &length))
		return -EINVAL;
	if (length > cursor.end - cursor.at)
		return -EINVAL;
	__km_range(length);			/* range: [0,65528] */
	return 0;
}
EXPORT_SYMBOL_GPL(addresses_of_cursor);

MODULE_LICENSE("GPL");
