// SPDX-License-Identifier: GPL-2.0
/* A callback is passed down and called with a size. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct region {
	const char *name;
	size_t bytes;
};

static const struct region regions[] = {
	{ "boot", SZ_64K },
	{ "config", SZ_1M },
	{ "media", SZ_16M },
};

static void *shadows[ARRAY_SIZE(regions)];

static int for_each_region(int (*visit)(int index, size_t bytes))
{
	int i, err;

	for (i = 0; i < ARRAY_SIZE(regions); i++) {
		err = visit(i, regions[i].bytes);
		if (err)
			return err;
	}
	return 0;
}

static int shadow(int index, size_t bytes)
{
	shadows[index] = kzalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
	return shadows[index] ? 0 : -ENOMEM;
}

static int __init callback_init(void)
{
	return for_each_region(shadow);
}
module_init(callback_init);

static void __exit callback_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(shadows); i++)
		kfree(shadows[i]);
}
module_exit(callback_exit);

MODULE_DESCRIPTION("kmcheck case: callback argument");
MODULE_LICENSE("GPL");
