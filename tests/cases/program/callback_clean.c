// SPDX-License-Identifier: GPL-2.0
/* The same walk over a table whose entries all fit. */
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
	{ "media", SZ_4M },
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
	shadows[index] = kzalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound -- 4 MiB at most */
	return shadows[index] ? 0 : -ENOMEM;
}

static int __init callback_clean_init(void)
{
	return for_each_region(shadow);
}
module_init(callback_clean_init);

static void __exit callback_clean_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(shadows); i++)
		kfree(shadows[i]);
}
module_exit(callback_clean_exit);

MODULE_DESCRIPTION("kmcheck case: callback clean");
MODULE_LICENSE("GPL");
