// SPDX-License-Identifier: GPL-2.0
/* A variable points to kfree(). */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void (*put)(const void *p) = kfree;
static void *object;

static int setup(void)
{
	void (*drop)(const void *p) = kfree;
	void *other = kmalloc(SZ_1K, GFP_KERNEL);

	object = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!object || !other) {
		put(other);
		drop(object);
		return -ENOMEM;
	}
	memset(object, 1, SZ_8M);
	put(other);
	return 0;
}

static void teardown(void)
{
	put(object);
}

static int __init pointer_variable_init(void)
{
	return setup();
}

static void __exit pointer_variable_exit(void)
{
	teardown();
}

module_init(pointer_variable_init);
module_exit(pointer_variable_exit);

MODULE_DESCRIPTION("kmcheck case: pointer_variable");
MODULE_LICENSE("GPL");
