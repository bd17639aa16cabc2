// SPDX-License-Identifier: GPL-2.0
/* Two ways out, two frees. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int rounds = 2;

static int run(int round)
{
	u8 *buffer = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!buffer)
		return -ENOMEM;
	if (round & 1) {
		memset(buffer, round, SZ_8M);
		kfree(buffer);
		return 0;
	}
	kfree(buffer);
	return 0;
}

static int setup(void)
{
	int err = 0;

	for (int i = 0; i < rounds && !err; i++)
		err = run(i);
	return err;
}

static void teardown(void)
{
}

static int __init free_two_branches_init(void)
{
	return setup();
}

static void __exit free_two_branches_exit(void)
{
	teardown();
}

module_init(free_two_branches_init);
module_exit(free_two_branches_exit);

MODULE_DESCRIPTION("kmcheck case: free_two_branches");
MODULE_LICENSE("GPL");
