// SPDX-License-Identifier: GPL-2.0
/* The old version goes after a grace period, the last one at once. */
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct table {
	struct rcu_head rcu;
	u8 rows[SZ_8M];
};

static struct table __rcu *current_table;

static int update(void)
{
	struct table *new = kzalloc(sizeof(*new), GFP_KERNEL); /* expect: error[oversize-constant] */
	struct table *old;

	if (!new)
		return -ENOMEM;
	old = rcu_replace_pointer(current_table, new, true);
	if (old)
		kfree_rcu(old, rcu);
	return 0;
}

static int setup(void)
{
	int err = update();

	return err ? err : update();
}

static void teardown(void)
{
	struct table *old = rcu_dereference_protected(current_table, 1);

	RCU_INIT_POINTER(current_table, NULL);
	synchronize_rcu();
	kfree(old);
}

static int __init rcu_replace_init(void)
{
	return setup();
}

static void __exit rcu_replace_exit(void)
{
	teardown();
}

module_init(rcu_replace_init);
module_exit(rcu_replace_exit);

MODULE_DESCRIPTION("kmcheck case: rcu_replace");
MODULE_LICENSE("GPL");
