// SPDX-License-Identifier: GPL-2.0
/* The ops table's caller passes sizes that all implementations can take. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct store;

struct store_ops {
	void *(*reserve)(struct store *store, size_t bytes);
};

struct store {
	const struct store_ops *ops;
	void *mem;
};

static void *plain_reserve(struct store *store, size_t bytes)
{
	return kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-constant|oversize-bound */
}

static void *padded_reserve(struct store *store, size_t bytes)
{
	return kmalloc(bytes + SZ_4K, GFP_KERNEL);	/* ok: oversize-constant|oversize-bound -- 2 MiB and a page */
}

static const struct store_ops plain = { .reserve = plain_reserve };
static const struct store_ops padded = { .reserve = padded_reserve };
static struct store a = { &plain }, b = { &padded };

static int reserve_all(struct store *store)
{
	store->mem = store->ops->reserve(store, SZ_2M);
	return store->mem ? 0 : -ENOMEM;
}

static int __init ops_clean_init(void)
{
	return reserve_all(&a) ?: reserve_all(&b);
}
module_init(ops_clean_init);

static void __exit ops_clean_exit(void)
{
	kfree(a.mem);
	kfree(b.mem);
}
module_exit(ops_clean_exit);

MODULE_DESCRIPTION("kmcheck case: ops table clean");
MODULE_LICENSE("GPL");
