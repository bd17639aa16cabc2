// SPDX-License-Identifier: GPL-2.0
/* An interrupt handler allocates. */
/* test-tree: 6.1 6.12 */
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *twin;

static irqreturn_t on_irq(int irq, void *data)
{
	u8 *p = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "interrupt" */

	if (!p)
		return IRQ_NONE;
	p[0] = 1;
	kfree(p);
	return IRQ_HANDLED;
}

static int setup(void)
{
	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!twin)
		return -ENOMEM;
	return request_irq(1, on_irq, IRQF_SHARED, "km", &twin);
}

static void teardown(void)
{
	free_irq(1, &twin);
	kfree(twin);
}

static int __init refuse_irq_alloc_init(void)
{
	return setup();
}

static void __exit refuse_irq_alloc_exit(void)
{
	teardown();
}

module_init(refuse_irq_alloc_init);
module_exit(refuse_irq_alloc_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_irq_alloc");
MODULE_LICENSE("GPL");
