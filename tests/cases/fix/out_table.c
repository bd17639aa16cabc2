// SPDX-License-Identifier: GPL-2.0
/* A table of buffers leaves through a pointer to a pointer to it. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define N_ROWS 2

static u8 **rows;

static int rows_alloc(u8 ***out)
{
	u8 **table = kcalloc(N_ROWS, sizeof(*table), GFP_KERNEL);
	int i;

	if (!table)
		return -ENOMEM;
	for (i = 0; i < N_ROWS; i++) {
		table[i] = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
		if (table[i])
			memset(table[i], i, SZ_8M);
	}
	*out = table;
	return 0;
}

static int rows_make(u8 ***out)
{
	return rows_alloc(out);
}

static int setup(void)
{
	u8 **made;
	int ret = rows_make(&made);

	if (ret)
		return ret;
	rows = made;
	return made[N_ROWS - 1] ? 0 : -ENOMEM;
}

static void teardown(void)
{
	int i;

	for (i = 0; i < N_ROWS; i++)
		kfree(rows[i]);
	kfree(rows);
}

static int __init out_table_init(void)
{
	return setup();
}

static void __exit out_table_exit(void)
{
	teardown();
}

module_init(out_table_init);
module_exit(out_table_exit);

MODULE_DESCRIPTION("kmcheck case: out_table");
MODULE_LICENSE("GPL");
