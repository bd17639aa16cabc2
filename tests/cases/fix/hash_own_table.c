// SPDX-License-Identifier: GPL-2.0
/* Objects in a hash table that is allocated as well: an array of links, which is
 * freed by the address of its first. */
#include <linux/list.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define N_BUCKETS 16

struct node {
	struct hlist_node link;
	u8 data[SZ_8M];
};

struct hash {
	struct hlist_head *buckets;
};

static struct hash hash;

static void teardown(void)
{
	struct hlist_node *next;
	struct node *node;
	int i;

	for (i = 0; i < N_BUCKETS; i++)
		hlist_for_each_entry_safe(node, next, &hash.buckets[i], link) {
			hlist_del(&node->link);
			kfree(node);
		}
	kfree(hash.buckets);
}

static int setup(void)
{
	struct node *node = kzalloc(sizeof(*node), GFP_KERNEL); /* expect: error[oversize-constant] */

	hash.buckets = kcalloc(N_BUCKETS, sizeof(*hash.buckets), GFP_KERNEL);
	if (!node || !hash.buckets) {
		kfree(node);
		kfree(hash.buckets);
		return -ENOMEM;
	}
	hlist_add_head(&node->link, &hash.buckets[3]);
	return 0;
}

static int __init hash_own_table_init(void)
{
	return setup();
}

static void __exit hash_own_table_exit(void)
{
	teardown();
}

module_init(hash_own_table_init);
module_exit(hash_own_table_exit);

MODULE_DESCRIPTION("kmcheck case: hash_own_table");
MODULE_LICENSE("GPL");
