/* SPDX-License-Identifier: GPL-2.0 */
#ifndef VEC_H
#define VEC_H

#include <linux/slab.h>

struct vec {
	size_t count;
	u64 *items;
};

static inline int vec_init(struct vec *vec, size_t count)
{
	vec->items = kcalloc(count, sizeof(*vec->items), GFP_KERNEL);	/* expect: error[oversize-constant] "8000000" */
	vec->count = vec->items ? count : 0;
	return vec->items ? 0 : -ENOMEM;
}

static inline int vec_init_small(struct vec *vec, u8 count)
{
	vec->items = kcalloc(count, sizeof(*vec->items), GFP_KERNEL);	/* ok: oversize-constant|oversize-bound */
	vec->count = vec->items ? count : 0;
	return vec->items ? 0 : -ENOMEM;
}

static inline void vec_free(struct vec *vec)
{
	kfree(vec->items);
}

int two_start(void);
void two_stop(void);

#endif
