// SPDX-License-Identifier: GPL-2.0
/* A callback registered here is called with sizes from the other file. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "walk.h"

static void *shadow[2];
static int shadows;

static int keep(void *ctx, const char *name, size_t bytes)
{
	void *p = kzalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "16777216" */

	if (!p)
		return -ENOMEM;
	shadow[shadows++ & 1] = p;
	return 0;
}

static int count(void *ctx, const char *name, size_t bytes)
{
	size_t *total = ctx;

	*total += min_t(size_t, bytes, SZ_64K);
	return 0;
}

static int __init walk_init(void)
{
	size_t total = 0;
	void *p;

	walk_regions(count, &total);
	if (total > SZ_128K)
		return -E2BIG;
	p = kmalloc(total, GFP_KERNEL);		/* ok: oversize-bound -- checked above */
	kfree(p);
	return walk_regions(keep, NULL);
}
module_init(walk_init);

static void __exit walk_exit(void)
{
	kfree(shadow[0]);
	kfree(shadow[1]);
}
module_exit(walk_exit);

MODULE_DESCRIPTION("kmcheck case: walk user");
MODULE_LICENSE("GPL");
