// SPDX-License-Identifier: GPL-2.0
/* A helper fills a field through its address. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct holder {
	u8 *data;
};

static struct holder holder;

static int fill(u8 **where)
{
	*where = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return *where ? 0 : -ENOMEM;
}

static void drop(u8 **where)
{
	kfree(*where);
	*where = NULL;
}

static int setup(void)
{
	return fill(&holder.data);
}

static void teardown(void)
{
	drop(&holder.data);
}

static int __init out_field_init(void)
{
	return setup();
}

static void __exit out_field_exit(void)
{
	teardown();
}

module_init(out_field_init);
module_exit(out_field_exit);

MODULE_DESCRIPTION("kmcheck case: out_field");
MODULE_LICENSE("GPL");
