// SPDX-License-Identifier: GPL-2.0
/* An operation in a table of the driver frees. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct pool_ops {
	void *(*get)(size_t bytes);
	void (*put)(void *p);
};

static void *pool_get(size_t bytes)
{
	return kmalloc(bytes, GFP_KERNEL); /* expect: error[oversize-constant] */
}

static void pool_put(void *p)
{
	kfree(p);
}

static const struct pool_ops pool_ops = {
	.get = pool_get,
	.put = pool_put,
};

static const struct pool_ops *ops = &pool_ops;
static void *object;

static int setup(void)
{
	object = ops->get(SZ_8M);
	if (!object)
		return -ENOMEM;
	memset(object, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	ops->put(object);
}

static int __init callback_table_init(void)
{
	return setup();
}

static void __exit callback_table_exit(void)
{
	teardown();
}

module_init(callback_table_init);
module_exit(callback_table_exit);

MODULE_DESCRIPTION("kmcheck case: callback_table");
MODULE_LICENSE("GPL");
