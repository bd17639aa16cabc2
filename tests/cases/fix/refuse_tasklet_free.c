// SPDX-License-Identifier: GPL-2.0
/* A tasklet of the old kind, with a number for its argument, frees. */
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct machine {
	struct tasklet_struct tasklet;
	u8 *buffer;
};

static struct machine machine;
static u8 *twin;

static void run(unsigned long data)
{
	struct machine *m = (struct machine *)data;

	kfree(m->buffer);
	m->buffer = NULL;
}

static int setup(void)
{
	machine.buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "tasklet" */
	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!machine.buffer || !twin) {
		kfree(twin);
		return -ENOMEM;
	}
	tasklet_init(&machine.tasklet, run, (unsigned long)&machine);
	tasklet_schedule(&machine.tasklet);
	return 0;
}

static void teardown(void)
{
	tasklet_kill(&machine.tasklet);
	kfree(twin);
}

static int __init refuse_tasklet_free_init(void)
{
	return setup();
}

static void __exit refuse_tasklet_free_exit(void)
{
	teardown();
}

module_init(refuse_tasklet_free_init);
module_exit(refuse_tasklet_free_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_tasklet_free");
MODULE_LICENSE("GPL");
