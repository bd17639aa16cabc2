// SPDX-License-Identifier: GPL-2.0
/* An RCU callback frees. */
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct config {
	struct rcu_head rcu;
	u8 data[SZ_8M];
};

static struct config *config;

static void config_free(struct rcu_head *head)
{
	kfree(container_of(head, struct config, rcu));
}

static int setup(void)
{
	config = kzalloc(sizeof(*config), GFP_KERNEL); /* expect: error[oversize-constant] */
	return config ? 0 : -ENOMEM;
}

static void teardown(void)
{
	call_rcu(&config->rcu, config_free);
	rcu_barrier();
}

static int __init rcu_callback_init(void)
{
	return setup();
}

static void __exit rcu_callback_exit(void)
{
	teardown();
}

module_init(rcu_callback_init);
module_exit(rcu_callback_exit);

MODULE_DESCRIPTION("kmcheck case: rcu_callback");
MODULE_LICENSE("GPL");
