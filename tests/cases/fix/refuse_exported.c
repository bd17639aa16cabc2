// SPDX-License-Identifier: GPL-2.0
/* Callers that are not seen get it. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *twin;

void *km_buffer_new(void)
{
	return kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "outside of what is checked" */
}
EXPORT_SYMBOL_GPL(km_buffer_new);

static void *twin_new(void)
{
	return kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
}

static int setup(void)
{
	twin = twin_new();
	if (!twin)
		return -ENOMEM;
	memset(twin, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_exported_init(void)
{
	return setup();
}

static void __exit refuse_exported_exit(void)
{
	teardown();
}

module_init(refuse_exported_init);
module_exit(refuse_exported_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_exported");
MODULE_LICENSE("GPL");
