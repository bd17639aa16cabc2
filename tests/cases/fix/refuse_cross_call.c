// SPDX-License-Identifier: GPL-2.0
/* A function that runs on every processor, with interrupts off, frees. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/smp.h>

static u8 *buffer, *twin;

static void everywhere(void *data)
{
	kfree(xchg(&buffer, NULL));
}

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "interrupts off" */
	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer || !twin) {
		kfree(twin);
		return -ENOMEM;
	}
	on_each_cpu(everywhere, NULL, 1);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_cross_call_init(void)
{
	return setup();
}

static void __exit refuse_cross_call_exit(void)
{
	teardown();
}

module_init(refuse_cross_call_init);
module_exit(refuse_cross_call_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_cross_call");
MODULE_LICENSE("GPL");
