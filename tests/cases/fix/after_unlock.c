// SPDX-License-Identifier: GPL-2.0
/* Taken off under the lock, freed after it. */
#include <linux/list.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct node {
	struct list_head link;
	u8 data[SZ_8M];
};

static LIST_HEAD(nodes);
static DEFINE_SPINLOCK(nodes_lock);

static struct node *take(void)
{
	struct node *node;

	spin_lock(&nodes_lock);
	node = list_first_entry_or_null(&nodes, struct node, link);
	if (node)
		list_del(&node->link);
	spin_unlock(&nodes_lock);
	return node;
}

static int setup(void)
{
	struct node *node = kzalloc(sizeof(*node), GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!node)
		return -ENOMEM;
	spin_lock(&nodes_lock);
	list_add(&node->link, &nodes);
	spin_unlock(&nodes_lock);
	return 0;
}

static void teardown(void)
{
	struct node *node = take();

	kfree(node);
}

static int __init after_unlock_init(void)
{
	return setup();
}

static void __exit after_unlock_exit(void)
{
	teardown();
}

module_init(after_unlock_init);
module_exit(after_unlock_exit);

MODULE_DESCRIPTION("kmcheck case: after_unlock");
MODULE_LICENSE("GPL");
