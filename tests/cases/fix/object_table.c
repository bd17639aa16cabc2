// SPDX-License-Identifier: GPL-2.0
/* A table has the addresses of the objects. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct ring {
	void *entries;
};

static struct ring transmit, receive;
static struct ring *const rings[] = { &transmit, &receive };

static void teardown(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(rings); i++)
		kfree(rings[i]->entries);
}

static int setup(void)
{
	transmit.entries = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	receive.entries = kmalloc(SZ_1K, GFP_KERNEL);
	if (!transmit.entries || !receive.entries) {
		teardown();
		return -ENOMEM;
	}
	memset(transmit.entries, 0, SZ_8M);
	return 0;
}

static int __init object_table_init(void)
{
	return setup();
}

static void __exit object_table_exit(void)
{
	teardown();
}

module_init(object_table_init);
module_exit(object_table_exit);

MODULE_DESCRIPTION("kmcheck case: object_table");
MODULE_LICENSE("GPL");
