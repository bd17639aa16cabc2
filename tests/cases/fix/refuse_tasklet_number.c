// SPDX-License-Identifier: GPL-2.0
/* The number that a tasklet gets is the memory. */
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct tasklet_struct tasklet;
static u8 *twin;

static void run(unsigned long data)
{
	kfree((void *)data);
}

static int setup(void)
{
	u8 *buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "tasklet" */

	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer || !twin) {
		kfree(buffer);
		kfree(twin);
		return -ENOMEM;
	}
	tasklet_init(&tasklet, run, (unsigned long)buffer);
	tasklet_schedule(&tasklet);
	return 0;
}

static void teardown(void)
{
	tasklet_kill(&tasklet);
	kfree(twin);
}

static int __init refuse_tasklet_number_init(void)
{
	return setup();
}

static void __exit refuse_tasklet_number_exit(void)
{
	teardown();
}

module_init(refuse_tasklet_number_init);
module_exit(refuse_tasklet_number_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_tasklet_number");
MODULE_LICENSE("GPL");
