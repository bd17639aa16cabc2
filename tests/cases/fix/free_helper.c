// SPDX-License-Identifier: GPL-2.0
/* A helper of the driver frees. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer, *small;

static void buffer_free(void *p)
{
	kfree(p);
}

static int setup(void)
{
	small = kmalloc(SZ_1K, GFP_KERNEL);
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer || !small) {
		buffer_free(buffer);
		buffer_free(small);
		return -ENOMEM;
	}
	memset(buffer, 3, SZ_8M);
	return 0;
}

static void teardown(void)
{
	buffer_free(small);
	buffer_free(buffer);
}

static int __init free_helper_init(void)
{
	return setup();
}

static void __exit free_helper_exit(void)
{
	teardown();
}

module_init(free_helper_init);
module_exit(free_helper_exit);

MODULE_DESCRIPTION("kmcheck case: free_helper");
MODULE_LICENSE("GPL");
