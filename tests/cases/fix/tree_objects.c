// SPDX-License-Identifier: GPL-2.0
/* Objects in a red-black tree. */
#include <linux/module.h>
#include <linux/rbtree.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct node {
	struct rb_node link;
	u8 data[SZ_8M];
};

static struct rb_root root = RB_ROOT;

static void teardown(void)
{
	struct rb_node *at = rb_first(&root);

	while (at) {
		struct node *node = rb_entry(at, struct node, link);

		at = rb_next(at);
		rb_erase(&node->link, &root);
		kfree(node);
	}
}

static int setup(void)
{
	struct node *node = kmalloc(sizeof(*node), GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!node)
		return -ENOMEM;
	memset(node->data, 1, sizeof(node->data));
	rb_link_node(&node->link, NULL, &root.rb_node);
	rb_insert_color(&node->link, &root);
	return 0;
}

static int __init tree_objects_init(void)
{
	return setup();
}

static void __exit tree_objects_exit(void)
{
	teardown();
}

module_init(tree_objects_init);
module_exit(tree_objects_exit);

MODULE_DESCRIPTION("kmcheck case: tree_objects");
MODULE_LICENSE("GPL");
