// SPDX-License-Identifier: GPL-2.0
/*
 * Arguments of one caller belong together: no caller combines the large
 * count with the large size.
 */
#include <linux/module.h>
#include <linux/slab.h>

static void *table_get(size_t count, size_t size)
{
	return kcalloc(count, size, GFP_KERNEL);	/* ok: oversize-bound -- 65536 * 16 and 16 * 65536 */
}

static void *wide, *tall;

static int __init contexts_init(void)
{
	wide = table_get(65536, 16);
	tall = table_get(16, 65536);
	return wide && tall ? 0 : -ENOMEM;
}
module_init(contexts_init);

static void __exit contexts_exit(void)
{
	kfree(tall);
	kfree(wide);
}
module_exit(contexts_exit);

MODULE_DESCRIPTION("kmcheck case: wrapper contexts");
MODULE_LICENSE("GPL");
