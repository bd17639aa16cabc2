// SPDX-License-Identifier: GPL-2.0
/* The pointer is published and swapped. */
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct config {
	u8 data[SZ_8M];
};

static struct config __rcu *current_config;

static int setup(void)
{
	struct config *config = kzalloc(sizeof(*config), GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!config)
		return -ENOMEM;
	rcu_assign_pointer(current_config, config);
	return 0;
}

static void teardown(void)
{
	struct config *old = rcu_dereference_protected(current_config, 1);

	RCU_INIT_POINTER(current_config, NULL);
	synchronize_rcu();
	kfree(old);
}

static int __init rcu_pointer_init(void)
{
	return setup();
}

static void __exit rcu_pointer_exit(void)
{
	teardown();
}

module_init(rcu_pointer_init);
module_exit(rcu_pointer_exit);

MODULE_DESCRIPTION("kmcheck case: rcu_pointer");
MODULE_LICENSE("GPL");
