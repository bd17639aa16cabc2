// SPDX-License-Identifier: GPL-2.0
/* Memory that is wiped: the size is a constant. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *key;

static int setup(void)
{
	key = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!key)
		return -ENOMEM;
	memset(key, 9, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree_sensitive(key);
}

static int __init sensitive_constant_init(void)
{
	return setup();
}

static void __exit sensitive_constant_exit(void)
{
	teardown();
}

module_init(sensitive_constant_init);
module_exit(sensitive_constant_exit);

MODULE_DESCRIPTION("kmcheck case: sensitive_constant");
MODULE_LICENSE("GPL");
