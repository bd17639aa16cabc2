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

MODULE_DESCRIPTION("kmcheck case: types alone");
MODULE_LICENSE("GPL");
