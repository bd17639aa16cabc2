// SPDX-License-Identifier: GPL-2.0
/* Each object of a hash table is freed by a function that the table calls. */
#include <linux/module.h>
#include <linux/rhashtable.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct entry {
	struct rhash_head node;
	u32 key;
	u8 log[SZ_8M];
};

static const struct rhashtable_params parameters = {
	.head_offset = offsetof(struct entry, node),
	.key_offset = offsetof(struct entry, key),
	.key_len = sizeof(u32),
};

static struct rhashtable table;

static void free_entry(void *object, void *data)
{
	kfree(object);
}

static int setup(void)
{
	struct entry *e;
	int err = rhashtable_init(&table, &parameters);

	if (err)
		return err;
	e = kzalloc(sizeof(*e), GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!e) {
		rhashtable_destroy(&table);
		return -ENOMEM;
	}
	return rhashtable_insert_fast(&table, &e->node, parameters);
}

static void teardown(void)
{
	rhashtable_free_and_destroy(&table, free_entry, NULL);
}

static int __init container_rhashtable_init(void)
{
	return setup();
}

static void __exit container_rhashtable_exit(void)
{
	teardown();
}

module_init(container_rhashtable_init);
module_exit(container_rhashtable_exit);

MODULE_DESCRIPTION("kmcheck case: container_rhashtable");
MODULE_LICENSE("GPL");
