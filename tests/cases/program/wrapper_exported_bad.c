// SPDX-License-Identifier: GPL-2.0
/* An exported wrapper whose caller in the module asks for too much. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *shared_big_alloc(size_t bytes)
{
	return kmalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "16777216" */
}
EXPORT_SYMBOL_GPL(shared_big_alloc);

static void *mine;

static int __init exported_bad_init(void)
{
	mine = shared_big_alloc(SZ_16M);
	return mine ? 0 : -ENOMEM;
}
module_init(exported_bad_init);

static void __exit exported_bad_exit(void)
{
	kfree(mine);
}
module_exit(exported_bad_exit);

MODULE_DESCRIPTION("kmcheck case: wrapper exported bad");
MODULE_LICENSE("GPL");
