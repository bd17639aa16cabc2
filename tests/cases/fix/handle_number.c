// SPDX-License-Identifier: GPL-2.0
/* The pointer goes around as a number, and is freed as one. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static unsigned long handle;

static unsigned long buffer_open(void)
{
	return (unsigned long)kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
}

static void buffer_close(unsigned long number)
{
	kfree((void *)number);
}

static int setup(void)
{
	unsigned long opened = buffer_open();

	if (!opened)
		return -ENOMEM;
	memset((void *)opened, 1, SZ_8M);
	handle = opened;
	return 0;
}

static void teardown(void)
{
	buffer_close(handle);
}

static int __init handle_number_init(void)
{
	return setup();
}

static void __exit handle_number_exit(void)
{
	teardown();
}

module_init(handle_number_init);
module_exit(handle_number_exit);

MODULE_DESCRIPTION("kmcheck case: handle_number");
MODULE_LICENSE("GPL");
