// SPDX-License-Identifier: GPL-2.0
/* An interrupt handler frees; the twin is freed by its thread. */
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *buffer, *twin;

static irqreturn_t on_irq(int irq, void *data)
{
	kfree(buffer);
	buffer = NULL;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t in_thread(int irq, void *data)
{
	kfree(twin);
	twin = NULL;
	return IRQ_HANDLED;
}

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "interrupt" */
	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer || !twin) {
		kfree(twin);
		return -ENOMEM;
	}
	return request_threaded_irq(1, on_irq, in_thread, IRQF_SHARED, "km",
				    &twin);
}

static void teardown(void)
{
	free_irq(1, &twin);
}

static int __init refuse_irq_free_init(void)
{
	return setup();
}

static void __exit refuse_irq_free_exit(void)
{
	teardown();
}

module_init(refuse_irq_free_init);
module_exit(refuse_irq_free_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_irq_free");
MODULE_LICENSE("GPL");
