// SPDX-License-Identifier: GPL-2.0
/* An exported wrapper: outside callers are unknown, the one inside is fine. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *shared_alloc(size_t bytes)
{
	return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound -- nothing known of outside callers */
}
EXPORT_SYMBOL_GPL(shared_alloc);

static void *mine;

static int __init exported_init(void)
{
	mine = shared_alloc(SZ_4K);
	return mine ? 0 : -ENOMEM;
}
module_init(exported_init);

static void __exit exported_exit(void)
{
	kfree(mine);
}
module_exit(exported_exit);

MODULE_DESCRIPTION("kmcheck case: wrapper exported");
MODULE_LICENSE("GPL");
