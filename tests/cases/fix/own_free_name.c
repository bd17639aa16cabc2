// SPDX-License-Identifier: GPL-2.0
/* A function of the module's own has the name of one in the kernel that calls
 * kfree(). */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct bank {
	void *memory;
};

static struct bank *bank;

static void bch_free(struct bank *b)
{
	if (b)
		kfree(b->memory);
	kfree(b);
}

static int setup(void)
{
	bank = kzalloc(sizeof(*bank) + SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!bank)
		return -ENOMEM;
	return 0;
}

static void teardown(void)
{
	bch_free(bank);
}

static int __init own_free_name_init(void)
{
	return setup();
}

static void __exit own_free_name_exit(void)
{
	teardown();
}

module_init(own_free_name_init);
module_exit(own_free_name_exit);

MODULE_DESCRIPTION("kmcheck case: own_free_name");
MODULE_LICENSE("GPL");
