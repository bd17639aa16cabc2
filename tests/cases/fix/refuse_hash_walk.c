// SPDX-License-Identifier: GPL-2.0
/* A walk over a hash table is an RCU section. */
#include <linux/module.h>
#include <linux/rhashtable.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct rhashtable table;
static const struct rhashtable_params params = {
	.key_len = sizeof(u32),
};
static u8 *buffer, *twin;

static int setup(void)
{
	int err = rhashtable_init(&table, &params);

	if (err)
		return err;
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "RCU read section" */
	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer || !twin) {
		kfree(buffer);
		kfree(twin);
		rhashtable_destroy(&table);
		return -ENOMEM;
	}
	return 0;
}

static void teardown(void)
{
	struct rhashtable_iter iter;

	rhashtable_walk_enter(&table, &iter);
	rhashtable_walk_start(&iter);
	kfree(buffer);
	rhashtable_walk_stop(&iter);
	rhashtable_walk_exit(&iter);
	kfree(twin);
	rhashtable_destroy(&table);
}

static int __init refuse_hash_walk_init(void)
{
	return setup();
}

static void __exit refuse_hash_walk_exit(void)
{
	teardown();
}

module_init(refuse_hash_walk_init);
module_exit(refuse_hash_walk_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_hash_walk");
MODULE_LICENSE("GPL");
