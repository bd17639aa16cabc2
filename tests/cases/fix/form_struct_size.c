// SPDX-License-Identifier: GPL-2.0
/* A flexible array, measured by struct_size(). */
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct table {
	unsigned int n;
	u64 rows[];
};

static struct table *table;

static int setup(void)
{
	unsigned int n = SZ_1M;

	table = kzalloc(struct_size(table, rows, n), GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!table)
		return -ENOMEM;
	table->n = n;
	memset(table->rows, 1, n * sizeof(table->rows[0]));
	return 0;
}

static void teardown(void)
{
	kfree(table);
}

static int __init form_struct_size_init(void)
{
	return setup();
}

static void __exit form_struct_size_exit(void)
{
	teardown();
}

module_init(form_struct_size_init);
module_exit(form_struct_size_exit);

MODULE_DESCRIPTION("kmcheck case: form_struct_size");
MODULE_LICENSE("GPL");
