// SPDX-License-Identifier: GPL-2.0
/* What is stored only where it is less than what was there raises nothing. */
#include <linux/io.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

static u32 fol_most = SZ_1M;
static u32 fol_last = SZ_1M;

struct fol_client {
	u32 msize, agreed;
};

struct fol_client *fol_new(void __iomem *regs)
{
	struct fol_client *c = kzalloc(sizeof(*c), GFP_KERNEL);
	u32 most = 1u << (readl(regs) & 31);

	fol_most = min_t(u32, most, fol_most);
	fol_last = min_t(u32, most, SZ_16M);
	if (c) {
		c->msize = SZ_64K;
		c->agreed = SZ_64K;
	}
	return c;
}
EXPORT_SYMBOL_GPL(fol_new);

void fol_reply(struct fol_client *c, u32 msize)
{
	if (msize < SZ_4K || msize > SZ_16M)
		return;
	if (msize < c->msize)
		c->msize = msize;
	c->agreed = msize;
}
EXPORT_SYMBOL_GPL(fol_reply);

void *fol_buffer(struct fol_client *c)
{
	__km_range(c->msize);			/* range: hull [0,65536] */
	return kmalloc(c->msize, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(fol_buffer);

void *fol_raised(struct fol_client *c)
{
	return kmalloc(c->agreed, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(fol_raised);

void *fol_global(void)
{
	__km_range(fol_most);			/* range: [0,1048576] */
	return kmalloc(fol_most, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(fol_global);

void *fol_set(void)
{
	return kmalloc(fol_last, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(fol_set);

/* turn by turn: what lies there is what an earlier turn left */
static u32 fol_least = SZ_1M;
static u32 fol_latest = SZ_1M;

int fol_start(void __iomem *unit);

int fol_units(u64 __iomem *regs, unsigned int n)
{
	unsigned int i;
	int err;

	for (i = 0; i < n; i++) {
		u64 cap = readq(regs + i);

		if (cap & BIT(40)) {
			u32 most = 2u << (cap & 29);

			fol_least = min_t(u32, most, fol_least);
			fol_latest = min_t(u32, most, SZ_16M);
		}
		err = fol_start(regs + i);
		if (err)
			return err;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(fol_units);

void *fol_in_loop(void)
{
	__km_range(fol_least);			/* range: hull [0,1048576] */
	return kmalloc(fol_least, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(fol_in_loop);

void *fol_raised_in_loop(void)
{
	return kmalloc(fol_latest, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(fol_raised_in_loop);

/* and again: what lies there is what was just stored */
static u32 fol_shared = SZ_1M;

void fol_pair(void __iomem *regs)
{
	u32 most = 1u << (readl(regs) & 31);

	fol_shared = min_t(u32, most, fol_shared);
	most = 1u << (readl(regs + 4) & 31);
	fol_shared = min_t(u32, most, fol_shared);
}
EXPORT_SYMBOL_GPL(fol_pair);

void *fol_twice(void)
{
	__km_range(fol_shared);			/* range: hull [0,1048576] */
	return kmalloc(fol_shared, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(fol_twice);

MODULE_DESCRIPTION("kmcheck case: fields that are only lowered");
MODULE_LICENSE("GPL");
