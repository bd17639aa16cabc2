// SPDX-License-Identifier: GPL-2.0
/* A condition that is tested again decides the same again. */
#include <linux/bits.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "../km.h"

struct decisions_ring {
	u32 flags;
	u32 mode;
	bool big;
};

void decisions_log(int n);
void decisions_reset(struct decisions_ring *ring);

void *decisions_field(struct decisions_ring *ring)
{
	size_t bytes = SZ_4K;

	if (ring->big)
		bytes = SZ_8M;
	if (ring->big)
		return vmalloc(bytes);
	__km_range(bytes);			/* range: [4096,4096] */
	return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(decisions_field);

void *decisions_field_other_way(struct decisions_ring *ring)
{
	size_t bytes = SZ_4K;

	if (ring->big)
		bytes = SZ_8M;
	if (!ring->big)
		return vmalloc(bytes);
	return kmalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(decisions_field_other_way);

void *decisions_bit(struct decisions_ring *ring)
{
	size_t bytes;

	if (ring->flags & BIT(3))
		bytes = SZ_8M;
	else
		bytes = 16;
	if ((ring->flags & BIT(3)) == 0)
		return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound */
	return NULL;
}
EXPORT_SYMBOL_GPL(decisions_bit);

void *decisions_other_bit(struct decisions_ring *ring)
{
	size_t bytes;

	if (ring->flags & BIT(3))
		bytes = SZ_8M;
	else
		bytes = 16;
	if (!(ring->flags & BIT(4)))
		return kmalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
	return NULL;
}
EXPORT_SYMBOL_GPL(decisions_other_bit);

void *decisions_stored(struct decisions_ring *ring)
{
	size_t bytes = SZ_4K;
	bool big = ring->flags & BIT(2);

	if (big)
		bytes = SZ_8M;
	decisions_log(1);
	if (big)
		return vmalloc(bytes);
	return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(decisions_stored);

void *decisions_comparison(u32 n, u32 limit)
{
	size_t bytes = SZ_4K;

	if (n >= limit)
		bytes = SZ_8M;
	decisions_log(2);
	if (n < limit)
		return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound */
	return NULL;
}
EXPORT_SYMBOL_GPL(decisions_comparison);

/* Between the tests it may have changed. */
void *decisions_changed(struct decisions_ring *ring)
{
	size_t bytes = SZ_4K;

	if (ring->big)
		bytes = SZ_8M;
	decisions_reset(ring);
	if (ring->big)
		return vmalloc(bytes);
	return kmalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(decisions_changed);

void *decisions_both_bits(u32 n, int k)
{
	if ((n <= SZ_8M) & (k > 3))
		return kmalloc(n, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
	return NULL;
}
EXPORT_SYMBOL_GPL(decisions_both_bits);

void *decisions_both_bits_hold(u32 n, int k)
{
	if ((n <= SZ_4M) & (k > 3))
		return kmalloc(n, GFP_KERNEL);	/* ok: oversize-bound */
	return NULL;
}
EXPORT_SYMBOL_GPL(decisions_both_bits_hold);

MODULE_DESCRIPTION("kmcheck cases: conditions tested twice");
MODULE_LICENSE("GPL");
