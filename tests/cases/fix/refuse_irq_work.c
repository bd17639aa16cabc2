// SPDX-License-Identifier: GPL-2.0
/* Deferred to an interrupt. */
#include <linux/irq_work.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct later {
	struct irq_work work;
	u8 *buffer;
};

static struct later later;
static u8 *twin;

static void run(struct irq_work *work)
{
	struct later *l = container_of(work, struct later, work);

	kfree(l->buffer);
	l->buffer = NULL;
}

static int setup(void)
{
	later.buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "interrupt" */
	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!later.buffer || !twin) {
		kfree(twin);
		return -ENOMEM;
	}
	init_irq_work(&later.work, run);
	irq_work_queue(&later.work);
	return 0;
}

static void teardown(void)
{
	irq_work_sync(&later.work);
	kfree(twin);
}

static int __init refuse_irq_work_init(void)
{
	return setup();
}

static void __exit refuse_irq_work_exit(void)
{
	teardown();
}

module_init(refuse_irq_work_init);
module_exit(refuse_irq_work_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_irq_work");
MODULE_LICENSE("GPL");
