// SPDX-License-Identifier: GPL-2.0
/* Allocated and freed through a table of functions. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct heap_ops {
	void *(*get)(size_t size);
	void (*put)(void *p);
};

static void *heap_get(size_t size)
{
	return kmalloc(size, GFP_KERNEL); /* expect: error[oversize-constant] */
}

static void heap_put(void *p)
{
	kfree(p);
}

static const struct heap_ops heap = { heap_get, heap_put };
static const struct heap_ops *ops = &heap;
static u8 *buffer;

static int setup(void)
{
	buffer = ops->get(SZ_8M);
	return buffer ? 0 : -ENOMEM;
}

static void teardown(void)
{
	ops->put(buffer);
}

static int __init ops_both_init(void)
{
	return setup();
}

static void __exit ops_both_exit(void)
{
	teardown();
}

module_init(ops_both_init);
module_exit(ops_both_exit);

MODULE_DESCRIPTION("kmcheck case: ops_both");
MODULE_LICENSE("GPL");
