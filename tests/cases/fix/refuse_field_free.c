// SPDX-License-Identifier: GPL-2.0
/* A pointer in a table holds what must be told the size. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct pool_ops {
	void (*put)(const void *p);
};

static const struct pool_ops pool_ops = {
	.put = kfree_sensitive,
};

static const struct pool_ops *ops = &pool_ops;
static void *object, *twin;

static int setup(void)
{
	object = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "through a pointer to kfree_sensitive" */
	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!object || !twin) {
		kfree(twin);
		ops->put(object);
		return -ENOMEM;
	}
	return 0;
}

static void teardown(void)
{
	kfree(twin);
	ops->put(object);
}

static int __init refuse_field_free_init(void)
{
	return setup();
}

static void __exit refuse_field_free_exit(void)
{
	teardown();
}

module_init(refuse_field_free_init);
module_exit(refuse_field_free_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_field_free");
MODULE_LICENSE("GPL");
