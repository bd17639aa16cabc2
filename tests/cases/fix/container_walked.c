// SPDX-License-Identifier: GPL-2.0
/* Freed on a walk: by the slots of a radix tree, an array of what it holds, a
 * cursor of an array and of a hash table. */
#include <linux/module.h>
#include <linux/radix-tree.h>
#include <linux/rhashtable.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/xarray.h>

struct walked {
	struct rhash_head node;
	u32 key;
	u8 bytes[SZ_8M];
};

static const struct rhashtable_params params = {
	.head_offset = offsetof(struct walked, node),
	.key_offset = offsetof(struct walked, key),
	.key_len = sizeof(u32),
};

static RADIX_TREE(slots, GFP_KERNEL);
static RADIX_TREE(gang, GFP_KERNEL);
static DEFINE_XARRAY(array);
static struct rhashtable table;

static int setup(void)
{
	u8 *in_slots = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	u8 *in_gang = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	u8 *in_array = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	struct walked *in_table = kzalloc(sizeof(*in_table), GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!in_slots || !in_gang || !in_array || !in_table ||
	    rhashtable_init(&table, &params))
		goto err;
	memset(in_slots, 1, SZ_8M);
	memset(in_gang, 1, SZ_8M);
	memset(in_array, 1, SZ_8M);
	radix_tree_insert(&slots, 1, in_slots);
	radix_tree_insert(&gang, 1, in_gang);
	xa_store(&array, 1, in_array, GFP_KERNEL);
	rhashtable_insert_fast(&table, &in_table->node, params);
	return 0;
err:
	kfree(in_slots);
	kfree(in_gang);
	kfree(in_array);
	kfree(in_table);
	return -ENOMEM;
}

static void drop_table(void)
{
	struct rhashtable_iter iter;
	struct walked *object;

	rhashtable_walk_enter(&table, &iter);
	rhashtable_walk_start(&iter);
	object = rhashtable_walk_next(&iter);
	rhashtable_walk_stop(&iter);
	rhashtable_walk_exit(&iter);
	rhashtable_destroy(&table);
	kfree(object);
}

static void teardown(void)
{
	struct radix_tree_iter iter;
	XA_STATE(cursor, &array, 0);
	void *found[4], *in_array;
	unsigned int i, n;
	void __rcu **slot;

	radix_tree_for_each_slot(slot, &slots, &iter, 0) {
		void *in_slot = radix_tree_deref_slot(slot);

		radix_tree_iter_delete(&slots, &iter, slot);
		kfree(in_slot);
	}
	n = radix_tree_gang_lookup(&gang, found, 0, ARRAY_SIZE(found));
	for (i = 0; i < n; i++) {
		radix_tree_delete(&gang, 1);
		kfree(found[i]);
	}
	xas_for_each(&cursor, in_array, ULONG_MAX)
		kfree(in_array);
	xa_destroy(&array);
	drop_table();
}

static int __init container_walked_init(void)
{
	return setup();
}

static void __exit container_walked_exit(void)
{
	teardown();
}

module_init(container_walked_init);
module_exit(container_walked_exit);

MODULE_DESCRIPTION("kmcheck case: container_walked");
MODULE_LICENSE("GPL");
