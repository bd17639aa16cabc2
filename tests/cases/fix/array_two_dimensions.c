// SPDX-License-Identifier: GPL-2.0
/* Pointers in an array of arrays. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *tiles[2][3];

static void teardown(void)
{
	unsigned int i, j;

	for (i = 0; i < 2; i++)
		for (j = 0; j < 3; j++)
			kfree(tiles[i][j]);
}

static int setup(void)
{
	tiles[1][2] = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return tiles[1][2] ? 0 : -ENOMEM;
}

static int __init array_two_dimensions_init(void)
{
	return setup();
}

static void __exit array_two_dimensions_exit(void)
{
	teardown();
}

module_init(array_two_dimensions_init);
module_exit(array_two_dimensions_exit);

MODULE_DESCRIPTION("kmcheck case: array_two_dimensions");
MODULE_LICENSE("GPL");
