// SPDX-License-Identifier: GPL-2.0
/* Fields reached through pointers, and what forgets them. */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/random.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

struct request {
	struct mutex lock;
	u32 len;
	u32 count;
	struct {
		u16 hdr;
		u32 body;
	} part;
};

void *places_fields_checked(struct request *rq)
{
	if (rq->len > SZ_1M)
		return NULL;
	__km_range(rq->len);			/* range: [0,1048576] */
	return kmalloc(rq->len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(places_fields_checked);

void *places_fields_too_large(struct request *rq)
{
	if (rq->part.body > SZ_8M)
		return NULL;
	return kmalloc(rq->part.body, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(places_fields_too_large);

void *places_fields_sibling(struct request *rq)
{
	if (rq->len > SZ_16M)
		return NULL;
	rq->count = 7;		/* another field: len is what it was */
	rq->part.hdr = 64;
	__km_range(rq->len);			/* range: [0,16777216] */
	__km_range(rq->count);			/* range: [7,7] */
	__km_range(rq->part.hdr);		/* range: [64,64] */
	return kmalloc(rq->len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(places_fields_sibling);

void *places_fields_lock_only(struct request *rq)
{
	void *p = NULL;

	if (rq->len > SZ_16M)
		return NULL;
	mutex_lock(&rq->lock);	/* got the lock's address, not the length's */
	p = kmalloc(rq->len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
	mutex_unlock(&rq->lock);
	return p;
}
EXPORT_SYMBOL_GPL(places_fields_lock_only);

void *places_fields_unrelated_call(struct request *rq)
{
	if (rq->len > SZ_1M)
		return NULL;
	msleep(1);
	return kmalloc(rq->len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(places_fields_unrelated_call);

void *places_fields_filled_by_call(struct request *rq)
{
	if (rq->len > SZ_16M)
		return NULL;
	get_random_bytes(&rq->len, sizeof(rq->len));
	__km_range(rq->len);			/* range: unknown */
	return kmalloc(rq->len, GFP_KERNEL);	/* ok: oversize-bound -- another value by now */
}
EXPORT_SYMBOL_GPL(places_fields_filled_by_call);

void *places_fields_clamped_in_place(struct request *rq)
{
	if (rq->len > SZ_64K)
		rq->len = SZ_64K;
	__km_range(rq->len);			/* range: [0,65536] */
	return kmalloc(rq->len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(places_fields_clamped_in_place);

void *places_fields_two_objects(struct request *a, const struct request *b)
{
	if (a->len > SZ_1K || b->len > SZ_2K)
		return NULL;
	__km_range(a->len);			/* range: [0,1024] */
	__km_range(b->len);			/* range: [0,2048] */
	return kcalloc(a->len, b->len, GFP_KERNEL);	/* ok: oversize-bound -- 2 MiB */
}
EXPORT_SYMBOL_GPL(places_fields_two_objects);

void *places_fields_pointer_moves(struct request *rq)
{
	if (rq->len > SZ_1M)
		return NULL;
	rq++;
	__km_range(rq->len);			/* range: unknown */
	return kmalloc(rq->len, GFP_KERNEL);	/* ok: oversize-bound -- the next one's */
}
EXPORT_SYMBOL_GPL(places_fields_pointer_moves);

void *places_fields_copy(const struct request *from)
{
	u32 len = from->len, again = len;

	if (again > SZ_1M)
		return NULL;
	__km_range(len);			/* range: [0,1048576] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- a copy was checked */
}
EXPORT_SYMBOL_GPL(places_fields_copy);

MODULE_DESCRIPTION("kmcheck case: places fields");
MODULE_LICENSE("GPL");
