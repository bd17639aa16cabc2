// SPDX-License-Identifier: GPL-2.0
/* A helper fills the slot that it is given the address of. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void *slots[4];

static int fill(void **slot)
{
	*slot = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return *slot ? 0 : -ENOMEM;
}

static void teardown(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(slots); i++)
		kfree(slots[i]);
}

static int setup(void)
{
	unsigned int i;
	int err = 0;

	for (i = 0; i < ARRAY_SIZE(slots) && !err; i++)
		err = fill(&slots[i]);
	if (err)
		teardown();
	return err;
}

static int __init slot_address_init(void)
{
	return setup();
}

static void __exit slot_address_exit(void)
{
	teardown();
}

module_init(slot_address_init);
module_exit(slot_address_exit);

MODULE_DESCRIPTION("kmcheck case: slot_address");
MODULE_LICENSE("GPL");
