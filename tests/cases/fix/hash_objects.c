// SPDX-License-Identifier: GPL-2.0
/* Objects in a hash table. */
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct node {
	struct hlist_node link;
	u32 key;
	u8 data[SZ_8M];
};

static DEFINE_HASHTABLE(nodes, 4);

static void teardown(void)
{
	struct hlist_node *next;
	struct node *node;
	int bucket;

	hash_for_each_safe(nodes, bucket, next, node, link) {
		hash_del(&node->link);
		kfree(node);
	}
}

static int setup(void)
{
	struct node *node = kzalloc(sizeof(*node), GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!node)
		return -ENOMEM;
	node->key = 7;
	hash_add(nodes, &node->link, node->key);
	return 0;
}

static int __init hash_objects_init(void)
{
	return setup();
}

static void __exit hash_objects_exit(void)
{
	teardown();
}

module_init(hash_objects_init);
module_exit(hash_objects_exit);

MODULE_DESCRIPTION("kmcheck case: hash_objects");
MODULE_LICENSE("GPL");
