// SPDX-License-Identifier: GPL-2.0
/* Macros of the driver free; what else they free may be slab memory still. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define DROP(p)							\
	do {							\
		kfree(p);					\
		(p) = NULL;					\
	} while (0)
#define DROP_BOTH(p, q)						\
	do {							\
		DROP(p);					\
		DROP(q);					\
	} while (0)

static u8 *large, *small;

static int setup(void)
{
	small = kmalloc(SZ_1K, GFP_KERNEL);
	large = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!large || !small) {
		DROP_BOTH(large, small);
		return -ENOMEM;
	}
	memset(large, 1, SZ_8M);
	DROP(small);
	return 0;
}

static void teardown(void)
{
	DROP(large);
}

static int __init free_macro_init(void)
{
	return setup();
}

static void __exit free_macro_exit(void)
{
	teardown();
}

module_init(free_macro_init);
module_exit(free_macro_exit);

MODULE_DESCRIPTION("kmcheck case: free_macro");
MODULE_LICENSE("GPL");
