// SPDX-License-Identifier: GPL-2.0
/* Objects on a list, freed when it is emptied. */
#include <linux/list.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct node {
	struct list_head link;
	u8 data[SZ_8M];
};

static LIST_HEAD(nodes);

static int add(u8 fill)
{
	struct node *node = kmalloc(sizeof(*node), GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!node)
		return -ENOMEM;
	memset(node->data, fill, sizeof(node->data));
	list_add_tail(&node->link, &nodes);
	return 0;
}

static void teardown(void)
{
	struct node *node, *next;

	list_for_each_entry_safe(node, next, &nodes, link) {
		list_del(&node->link);
		kfree(node);
	}
}

static int setup(void)
{
	int err = add(1);

	if (!err)
		err = add(2);
	if (err)
		teardown();
	return err;
}

static int __init list_objects_init(void)
{
	return setup();
}

static void __exit list_objects_exit(void)
{
	teardown();
}

module_init(list_objects_init);
module_exit(list_objects_exit);

MODULE_DESCRIPTION("kmcheck case: list_objects");
MODULE_LICENSE("GPL");
