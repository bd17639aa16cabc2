// SPDX-License-Identifier: GPL-2.0
/* A pointer to where the memory is kept, set where it is defined. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct slot {
	u8 **kept;
};

static u8 *first, *second;
static u8 **kept = &first;
static struct slot slot = { .kept = &second };

static int setup(void)
{
	*kept = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	*slot.kept = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!first || !second) {
		kfree(first);
		kfree(second);
		return -ENOMEM;
	}
	memset(first, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(first);
	kfree(second);
}

static int __init pointer_defined_init(void)
{
	return setup();
}

static void __exit pointer_defined_exit(void)
{
	teardown();
}

module_init(pointer_defined_init);
module_exit(pointer_defined_exit);

MODULE_DESCRIPTION("kmcheck case: pointer_defined");
MODULE_LICENSE("GPL");
