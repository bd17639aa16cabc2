// SPDX-License-Identifier: GPL-2.0
/* What looks like a product: sizeof of what a pointer points to, a cast of it. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct table {
	u8 rows[SZ_8M];
};

static struct table *table;
static u8 *bytes;

static int setup(void)
{
	u32 wanted = SZ_8M;
	const u32 *count = &wanted;

	table = kzalloc(sizeof *table, GFP_KERNEL); /* expect: error[oversize-constant] */
	bytes = kzalloc((size_t)*count, GFP_KERNEL); /* expect: error[oversize-constant] */
	return table && bytes ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree(table);
	kfree(bytes);
}

static int __init product_none_init(void)
{
	return setup();
}

static void __exit product_none_exit(void)
{
	teardown();
}

module_init(product_none_init);
module_exit(product_none_exit);

MODULE_DESCRIPTION("kmcheck case: product_none");
MODULE_LICENSE("GPL");
