// SPDX-License-Identifier: GPL-2.0
/* A test of the address is there already. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

static u8 *buffer;

static void buffer_free(void *p)
{
	if (is_vmalloc_addr(p))
		vfree(p);
	else
		kfree(p);
}

static int setup(void)
{
	buffer = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return buffer ? 0 : -ENOMEM;
}

static void teardown(void)
{
	buffer_free(buffer);
}

static int __init guarded_free_init(void)
{
	return setup();
}

static void __exit guarded_free_exit(void)
{
	teardown();
}

module_init(guarded_free_init);
module_exit(guarded_free_exit);

MODULE_DESCRIPTION("kmcheck case: guarded_free");
MODULE_LICENSE("GPL");
