// SPDX-License-Identifier: GPL-2.0
/* test-options: --all-targets */
/*
 * Sizes that follow the page size and the largest order of each target: by
 * what they are computed from, by what bounds them, and through memory.
 */
#include <linux/device.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

/* 2 MiB here; 32 MiB with 64 KiB pages, where ppc64 gives 16: each target its
 * own. */
void *pages_computed(void)
{
	return kmalloc(512 * PAGE_SIZE, GFP_KERNEL);	/* expect: warning[oversize-constant] "33554432" */
}
EXPORT_SYMBOL_GPL(pages_computed);

/* 128 KiB here and 2 MiB there. */
void *pages_few(void)
{
	return kmalloc(32 * PAGE_SIZE, GFP_KERNEL);	/* ok: oversize-constant -- fits everywhere */
}
EXPORT_SYMBOL_GPL(pages_few);

/* What the kernel itself says is the limit is the limit of every target. */
void *pages_limit(void)
{
	return kmalloc(KMALLOC_MAX_SIZE, GFP_KERNEL);	/* ok: oversize-constant -- each has its own */
}
EXPORT_SYMBOL_GPL(pages_limit);

void *pages_limit_over(void)
{
	return kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL);	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(pages_limit_over);

void *pages_limit_checked(size_t n)
{
	if (n > KMALLOC_MAX_SIZE)
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(pages_limit_checked);

void *pages_limit_devm(struct device *dev)
{
	return devm_kzalloc(dev, KMALLOC_MAX_SIZE, GFP_KERNEL);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(pages_limit_devm);

/* A bound of so many pages: 16 KiB to 256 KiB, then 1 MiB to 16 MiB and more. */
void *pages_bound_low(unsigned int n)
{
	if (n > 4 * PAGE_SIZE)
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(pages_bound_low);

void *pages_bound_high(unsigned int n)
{
	if (n > 320 * PAGE_SIZE)
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* expect: warning[oversize-bound] */
}
EXPORT_SYMBOL_GPL(pages_bound_high);

/* No target gives these few bytes of pages more than the others do. */
void *pages_order(void)
{
	return (void *)__get_free_pages(GFP_KERNEL, get_order(SZ_256K));	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(pages_order);

/* A bound of the order: 2 MiB here, 32 MiB with 64 KiB pages. */
void *pages_order_bound(size_t n)
{
	if (get_order(n) > 9)
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* expect: warning[oversize-bound] "33554432" */
}
EXPORT_SYMBOL_GPL(pages_order_bound);

struct pages_ring {
	unsigned int bytes;
	void *memory;
};

/* Set here, used there. */
int pages_ring_setup(struct pages_ring *ring, bool large)
{
	ring->bytes = large ? 768 * PAGE_SIZE : PAGE_SIZE;
	return 0;
}
EXPORT_SYMBOL_GPL(pages_ring_setup);

int pages_ring_open(struct pages_ring *ring)
{
	ring->memory = kmalloc(ring->bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] */
	return ring->memory ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(pages_ring_open);

MODULE_DESCRIPTION("kmcheck case: all targets, pages");
MODULE_LICENSE("GPL");
