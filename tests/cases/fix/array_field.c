// SPDX-License-Identifier: GPL-2.0
/* An array of pointers in a structure. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define N_RINGS 2

struct rings {
	u8 *ring[N_RINGS];
};

static struct rings rings;

static void teardown(void)
{
	for (int i = 0; i < N_RINGS; i++)
		kfree(rings.ring[i]);
}

static int setup(void)
{
	for (int i = 0; i < N_RINGS; i++) {
		rings.ring[i] = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
		if (!rings.ring[i]) {
			teardown();
			return -ENOMEM;
		}
	}
	return 0;
}

static int __init array_field_init(void)
{
	return setup();
}

static void __exit array_field_exit(void)
{
	teardown();
}

module_init(array_field_init);
module_exit(array_field_exit);

MODULE_DESCRIPTION("kmcheck case: array_field");
MODULE_LICENSE("GPL");
