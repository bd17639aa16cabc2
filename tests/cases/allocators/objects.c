// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.12 7.2 */
/* kmalloc_obj and its family: sizes from types. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct at_limit {
	u8 data[SZ_4M];
};

struct over {
	u8 data[SZ_4M + 1];
};

struct item {
	u64 key, value;
};

struct bag {
	u32 count;
	struct item items[];
};

void objects_one(void)
{
	kfree(kmalloc_obj(struct at_limit));			/* ok: oversize-constant */
	kfree(kmalloc_obj(struct over));			/* expect: error[oversize-constant] "4194305" */
	kfree(kzalloc_obj(struct at_limit, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kzalloc_obj(struct over, GFP_KERNEL));		/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(objects_one);

void objects_several(void)
{
	struct item *items;

	kfree(kmalloc_objs(struct item, 262144));	/* ok: oversize-constant */
	kfree(kmalloc_objs(struct item, 262145));	/* expect: error[oversize-constant] "4194320" */
	items = kzalloc_objs(*items, 262144, GFP_KERNEL);	/* ok: oversize-constant */
	kfree(items);
	items = kzalloc_objs(*items, 262145, GFP_KERNEL);	/* expect: error[oversize-constant] "4194320" */
	kfree(items);
}
EXPORT_SYMBOL_GPL(objects_several);

void objects_flexible(u32 n)
{
	kfree(kmalloc_flex(struct bag, items, 262143));	/* ok: oversize-constant -- 8 + 262143 * 16 */
	kfree(kmalloc_flex(struct bag, items, 262144));	/* expect: error[oversize-constant] "4194312" */
	kfree(kzalloc_flex(struct bag, items, n));	/* ok: oversize-bound -- nothing known of n */
	if (n > SZ_1M)
		return;
	kfree(kzalloc_flex(struct bag, items, n));	/* expect: warning[oversize-bound] "16777224" */
}
EXPORT_SYMBOL_GPL(objects_flexible);

MODULE_DESCRIPTION("kmcheck case: objects");
MODULE_LICENSE("GPL");
