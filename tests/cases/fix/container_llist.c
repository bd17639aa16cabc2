// SPDX-License-Identifier: GPL-2.0
/* Objects of a lock-less list. */
#include <linux/llist.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct entry {
	struct llist_node node;
	u8 log[SZ_8M];
};

static LLIST_HEAD(entries);

static int setup(void)
{
	struct entry *e = kzalloc(sizeof(*e), GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!e)
		return -ENOMEM;
	llist_add(&e->node, &entries);
	return 0;
}

static void teardown(void)
{
	struct llist_node *all = llist_del_all(&entries);
	struct entry *e, *next;

	llist_for_each_entry_safe(e, next, all, node)
		kfree(e);
}

static int __init container_llist_init(void)
{
	return setup();
}

static void __exit container_llist_exit(void)
{
	teardown();
}

module_init(container_llist_init);
module_exit(container_llist_exit);

MODULE_DESCRIPTION("kmcheck case: container_llist");
MODULE_LICENSE("GPL");
