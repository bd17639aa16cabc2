// SPDX-License-Identifier: GPL-2.0
/* A type alone is never a bound, but it proves safety. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/types.h>

#include "../km.h"

struct wire {
	u8 tag;
	u16 length;
	u32 total;
	unsigned int burst : 12;
};

void *types_alone_u16(u16 n)
{
	__km_range(n);				/* range: unknown */
	return kcalloc(n, 128, GFP_KERNEL);	/* ok: oversize-bound -- nobody bounded n */
}
EXPORT_SYMBOL_GPL(types_alone_u16);

void *types_alone_fields(const struct wire *w)
{
	void *a = kcalloc(w->length, 256, GFP_KERNEL);	/* ok: oversize-bound */
	void *b = kmalloc(w->total, GFP_KERNEL);	/* ok: oversize-bound */
	void *c = kcalloc(w->burst, SZ_4K, GFP_KERNEL);	/* ok: oversize-bound -- a bit-field is a type */

	__km_range(w->burst);			/* range: [0,4095] */
	kfree(a);
	kfree(c);
	return b;
}
EXPORT_SYMBOL_GPL(types_alone_fields);

void *types_alone_cast(u64 n)
{
	return kcalloc((u16)n, 256, GFP_KERNEL);	/* ok: oversize-bound -- a cast is only a type */
}
EXPORT_SYMBOL_GPL(types_alone_cast);

void *types_alone_proves(u8 n)
{
	if (n > 200)
		return NULL;
	return kcalloc(n, SZ_16K, GFP_KERNEL);	/* ok: oversize-bound -- 200 * 16384 fits */
}
EXPORT_SYMBOL_GPL(types_alone_proves);

void *types_alone_bound_on_small_type(u16 n)
{
	if (n > 40000)
		return NULL;
	return kcalloc(n, 256, GFP_KERNEL);	/* expect: warning[oversize-bound] "10240000" */
}
EXPORT_SYMBOL_GPL(types_alone_bound_on_small_type);

void *types_alone_shifted(u32 n)
{
	return kmalloc(n >> 4, GFP_KERNEL);	/* ok: oversize-bound -- still nobody's bound */
}
EXPORT_SYMBOL_GPL(types_alone_shifted);

/* The last value of a type stands for "none yet": it bounds nothing. */
int types_alone_next(int i);

void *types_alone_least(void)
{
	int least = INT_MAX, i, words;

	for (i = 0; i < 16; i++) {
		int now = types_alone_next(i);

		if (now < least)
			least = now;
	}
	words = round_up(least, 64);
	return kcalloc(words >> 6, sizeof(long), GFP_KERNEL);	/* ok: oversize-bound -- the least of unknown ones */
}
EXPORT_SYMBOL_GPL(types_alone_least);

struct types_alone_area {
	unsigned int len;
};

unsigned int types_alone_measure(struct types_alone_area *area);

void *types_alone_marker(struct types_alone_area *area)
{
	if (!area->len)
		area->len = types_alone_measure(area) ?: UINT_MAX;
	if (area->len == UINT_MAX)
		return NULL;
	return kmalloc(area->len, GFP_KERNEL);	/* ok: oversize-bound -- whatever was measured */
}
EXPORT_SYMBOL_GPL(types_alone_marker);

void *types_alone_marker_passed(bool all, u32 n)
{
	u32 len = all ? UINT_MAX : 16;

	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "4294967295" */
}
EXPORT_SYMBOL_GPL(types_alone_marker_passed);

void *types_alone_marker_within(u32 n)
{
	if (n > SZ_8M)
		return NULL;
	if (n < 64)
		n = U16_MAX;
	__km_range(n);				/* range: [64,8388608] */
	return kmalloc(n, GFP_KERNEL);		/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(types_alone_marker_within);

void *types_alone_mask(u64 n)
{
	n &= 0xffffffff;
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound -- that is (u32)n */
}
EXPORT_SYMBOL_GPL(types_alone_mask);

void *types_alone_smaller_mask(u64 n)
{
	n &= 0xffffff;
	return kmalloc(n, GFP_KERNEL);		/* expect: warning[oversize-bound] "16777215" */
}
EXPORT_SYMBOL_GPL(types_alone_smaller_mask);

#define TYPES_ALONE_NO_TAG	(-1U)
#define TYPES_ALONE_MAX_TAG	(TYPES_ALONE_NO_TAG - 1)

void *types_alone_all_but_marker(u32 n)
{
	if (n > TYPES_ALONE_MAX_TAG)
		return NULL;
	return kcalloc(n, 8, GFP_KERNEL);	/* ok: oversize-bound -- any but one */
}
EXPORT_SYMBOL_GPL(types_alone_all_but_marker);

void *types_alone_all_but_many(u32 n)
{
	if (n >= TYPES_ALONE_MAX_TAG - 15)
		return NULL;
	return kcalloc(n, 8, GFP_KERNEL);	/* expect: warning[oversize-bound] "34359738224" */
}
EXPORT_SYMBOL_GPL(types_alone_all_but_many);

/* What callers pass for "no limit" is none. */
static void *up_to(u32 room, const char *text)
{
	u32 len = 0;

	while (len < room && text[len])
		len++;
	if (len > room)
		return NULL;
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}

void *types_alone_no_limit(const char *text)
{
	return up_to(U32_MAX, text);
}
EXPORT_SYMBOL_GPL(types_alone_no_limit);

void *types_alone_no_limit_either(const char *text)
{
	return up_to(U32_MAX, text + 1);
}
EXPORT_SYMBOL_GPL(types_alone_no_limit_either);

static void *smaller_of(u32 n, u32 room)
{
	if (n > room)
		n = room;
	return kvmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}

void *types_alone_all_of_it(u32 count, u32 bytes)
{
	return smaller_of(~0U, count * bytes);
}
EXPORT_SYMBOL_GPL(types_alone_all_of_it);

/* As NLMSG_ALIGN() has it: 4U makes a mask of 32 bits for a size of 64. */
#define WORD_BYTES		4U
#define WORD_ALIGN(n)		(((n) + WORD_BYTES - 1) & ~(WORD_BYTES - 1))

void *types_alone_aligned(size_t head, size_t payload)
{
	payload = min_t(size_t, payload, 65527);
	return kmalloc(WORD_ALIGN(head) + payload, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(types_alone_aligned);

void *types_alone_masked(size_t head)
{
	return kmalloc(head & 0xfff000u, GFP_KERNEL);	/* expect: warning[oversize-bound] "16773120" */
}
EXPORT_SYMBOL_GPL(types_alone_masked);

void *types_alone_aligned_checked(size_t head)
{
	if (head > SZ_8M)
		return NULL;
	return kmalloc(WORD_ALIGN(head), GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(types_alone_aligned_checked);

MODULE_DESCRIPTION("kmcheck case: types alone");
MODULE_LICENSE("GPL");
