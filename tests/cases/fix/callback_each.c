// SPDX-License-Identifier: GPL-2.0
/* A walker is told which function frees. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void *objects[2];

static void drop(void *p)
{
	kfree(p);
}

static void for_each(void **list, int n, void (*fn)(void *p))
{
	for (int i = 0; i < n; i++)
		fn(list[i]);
}

static void teardown(void)
{
	for_each(objects, ARRAY_SIZE(objects), drop);
}

static int setup(void)
{
	for (int i = 0; i < ARRAY_SIZE(objects); i++) {
		objects[i] = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
		if (!objects[i]) {
			teardown();
			return -ENOMEM;
		}
	}
	return 0;
}

static int __init callback_each_init(void)
{
	return setup();
}

static void __exit callback_each_exit(void)
{
	teardown();
}

module_init(callback_each_init);
module_exit(callback_each_exit);

MODULE_DESCRIPTION("kmcheck case: callback_each");
MODULE_LICENSE("GPL");
