// SPDX-License-Identifier: GPL-2.0
/* Memory that is wiped: the size is a product. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u64 *keys;

static int setup(void)
{
	keys = kcalloc(SZ_1M, sizeof(u64), GFP_KERNEL); /* expect: error[oversize-constant] */
	return keys ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree_sensitive(keys);
}

static int __init sensitive_array_init(void)
{
	return setup();
}

static void __exit sensitive_array_exit(void)
{
	teardown();
}

module_init(sensitive_array_init);
module_exit(sensitive_array_exit);

MODULE_DESCRIPTION("kmcheck case: sensitive_array");
MODULE_LICENSE("GPL");
