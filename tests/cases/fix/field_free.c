// SPDX-License-Identifier: GPL-2.0
/* Tables and objects hold kfree() itself. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct pool_ops {
	const char *name;
	void (*put)(const void *p);
};

static const struct pool_ops pool_ops = {
	.name = "pool",
	.put = kfree,
};

static const struct pool_ops *ops = &pool_ops;
static struct pool_ops own_ops;
static void *object, *other;

static int setup(void)
{
	own_ops = pool_ops;
	own_ops.put =
		kfree;
	other = kmalloc(SZ_1K, GFP_KERNEL);
	object = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!object || !other) {
		own_ops.put(object);
		ops->put(other);
		return -ENOMEM;
	}
	memset(object, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	own_ops.put(other);
	ops->put(object);
}

static int __init field_free_init(void)
{
	return setup();
}

static void __exit field_free_exit(void)
{
	teardown();
}

module_init(field_free_init);
module_exit(field_free_exit);

MODULE_DESCRIPTION("kmcheck case: field_free");
MODULE_LICENSE("GPL");
