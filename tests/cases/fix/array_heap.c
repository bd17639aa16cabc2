// SPDX-License-Identifier: GPL-2.0
/* A table of pointers that is allocated itself. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define N_PAGES 2

static u8 **table;

static void table_free(u8 **t)
{
	for (int i = 0; t && i < N_PAGES; i++)
		kfree(t[i]);
	kfree(t);
}

static int setup(void)
{
	u8 **t = kcalloc(N_PAGES, sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;
	for (int i = 0; i < N_PAGES; i++) {
		t[i] = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
		if (!t[i]) {
			table_free(t);
			return -ENOMEM;
		}
		memset(t[i], i, SZ_8M);
	}
	table = t;
	return 0;
}

static void teardown(void)
{
	table_free(table);
}

static int __init array_heap_init(void)
{
	return setup();
}

static void __exit array_heap_exit(void)
{
	teardown();
}

module_init(array_heap_init);
module_exit(array_heap_exit);

MODULE_DESCRIPTION("kmcheck case: array_heap");
MODULE_LICENSE("GPL");
