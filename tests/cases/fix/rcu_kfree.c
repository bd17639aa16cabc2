// SPDX-License-Identifier: GPL-2.0
/* kfree_rcu() becomes kvfree_rcu(). */
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct config {
	struct rcu_head rcu;
	u8 data[SZ_8M];
};

static struct config *config;

static int setup(void)
{
	config = kzalloc(sizeof(*config), GFP_KERNEL); /* expect: error[oversize-constant] */
	return config ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree_rcu(config, rcu);
}

static int __init rcu_kfree_init(void)
{
	return setup();
}

static void __exit rcu_kfree_exit(void)
{
	teardown();
}

module_init(rcu_kfree_init);
module_exit(rcu_kfree_exit);

MODULE_DESCRIPTION("kmcheck case: rcu_kfree");
MODULE_LICENSE("GPL");
