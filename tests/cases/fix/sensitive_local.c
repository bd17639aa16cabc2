// SPDX-License-Identifier: GPL-2.0
/* Memory that is wiped: the size is a variable that stays. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int setup(void)
{
	size_t bytes = SZ_8M + 32;
	u8 *key = kzalloc(bytes, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!key)
		return -ENOMEM;
	kfree_sensitive(key);
	return 0;
}

static void teardown(void)
{
}

static int __init sensitive_local_init(void)
{
	return setup();
}

static void __exit sensitive_local_exit(void)
{
	teardown();
}

module_init(sensitive_local_init);
module_exit(sensitive_local_exit);

MODULE_DESCRIPTION("kmcheck case: sensitive_local");
MODULE_LICENSE("GPL");
