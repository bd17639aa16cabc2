// SPDX-License-Identifier: GPL-2.0
/* Local structs, arrays, unions, bit-fields and addresses taken. */
#include <linux/module.h>
#include <linux/random.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../km.h"

struct config {
	u32 bytes;
	u16 frames;
	unsigned int shift : 4;
	signed int delta : 4;
	bool big : 1;
};

void *places_locals_initialiser(void)
{
	struct config c = { .frames = 12, .shift = 9 };

	__km_range(c.bytes);			/* range: [0,0] */
	__km_range(c.frames);			/* range: [12,12] */
	__km_range(c.shift);			/* range: [9,9] */
	return kmalloc(c.frames << c.shift, GFP_KERNEL);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(places_locals_initialiser);

void *places_locals_bit_fields(u32 n)
{
	u32 wide = 0x1f, signs = 15, two = 2;
	struct config c;

	c.shift = wide;		/* four bits */
	c.delta = signs;	/* four bits and a sign: -1 */
	c.big = two;		/* a bool: true */
	__km_range(c.shift);			/* range: [15,15] */
	__km_range(c.delta);			/* range: [-1,-1] */
	__km_range(c.big);			/* range: [1,1] */
	c.shift = n;
	__km_range(c.shift);			/* range: [0,15] */
	return kmalloc(64 << c.shift, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(places_locals_bit_fields);

void *places_locals_memset(void)
{
	struct config c;

	memset(&c, 0, sizeof(c));
	__km_range(c.bytes);			/* range: [0,0] */
	c.bytes = SZ_8M;
	return kmalloc(c.bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(places_locals_memset);

/* Anything may stand in a config that comes from elsewhere. */
void places_locals_fill(struct config *c)
{
	get_random_bytes(c, sizeof(*c));
}
EXPORT_SYMBOL_GPL(places_locals_fill);

void *places_locals_assignment(const struct config *from)
{
	struct config c;

	if (from->bytes > SZ_64K)
		return NULL;
	c = *from;
	__km_range(c.bytes);			/* range: [0,65536] */
	return kmalloc(c.bytes, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(places_locals_assignment);

void *places_locals_array(u32 which)
{
	u32 bytes[4] = { 64, 128, SZ_8M };

	bytes[3] = 512;
	__km_range(bytes[1]);			/* range: [128,128] */
	__km_range(bytes[3]);			/* range: [512,512] */
	kfree(kmalloc(bytes[0], GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(bytes[2], GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
	return kmalloc(bytes[which & 1], GFP_KERNEL);	/* ok: oversize-bound -- 64 or 128 */
}
EXPORT_SYMBOL_GPL(places_locals_array);

void *places_locals_array_any(u32 which)
{
	u32 bytes[4] = { 64, 128, SZ_8M, 512 };

	return kmalloc(bytes[which & 3], GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(places_locals_array_any);

void *places_locals_pointer(bool large)
{
	u32 small = 64, big = SZ_8M;
	u32 *p = &small;

	*p += 64;
	__km_range(small);			/* range: [128,128] */
	if (large)
		p = &big;
	*p = SZ_1M;
	__km_range(small);			/* range: [128,128] u [1048576,1048576] */
	return kmalloc(small, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(places_locals_pointer);

void *places_locals_escaped(void)
{
	u32 len = SZ_8M;
	u32 kept = SZ_64K;

	get_random_bytes(&len, sizeof(len));
	__km_range(len);			/* range: unknown */
	__km_range(kept);			/* range: [65536,65536] */
	kfree(kmalloc(kept, GFP_KERNEL));	/* ok: oversize-constant */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-constant -- overwritten */
}
EXPORT_SYMBOL_GPL(places_locals_escaped);

void *places_locals_pointer_difference(u8 *base)
{
	u8 *end = base + SZ_8M;
	u64 *words = (u64 *)base;

	__km_range(end - base);			/* range: [8388608,8388608] */
	__km_range(&words[512] - words);	/* range: [512,512] */
	kfree(kmalloc(&words[512] - words, GFP_KERNEL));	/* ok: oversize-constant */
	return kmalloc(end - base, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(places_locals_pointer_difference);

/* One read, come to on two ways: what the word is on one is not what it is. */
void *places_locals_part_of_word(u32 n)
{
	u32 word = n == 1 ? 0xffffffffu : 0;
	u8 byte = *(u8 *)&word;

	__km_range(word);		/* range: [0,0] u [4294967295,4294967295] */
	__km_range(byte);			/* range: unknown */
	return kmalloc((size_t)byte << 20, GFP_KERNEL);
}
EXPORT_SYMBOL_GPL(places_locals_part_of_word);

MODULE_DESCRIPTION("kmcheck case: places locals");
MODULE_LICENSE("GPL");
