// SPDX-License-Identifier: GPL-2.0
/* The slot of a CPU is written and taken by this_cpu_write() and this_cpu_xchg(). */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static DEFINE_PER_CPU(void *, slot);

static int setup(void)
{
	u8 *buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!buffer)
		return -ENOMEM;
	memset(buffer, 1, SZ_8M);
	this_cpu_write(slot, buffer);
	return 0;
}

static void teardown(void)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		void *left = per_cpu(slot, cpu);

		per_cpu(slot, cpu) = NULL;
		kfree(left);
	}
	kfree(this_cpu_xchg(slot, NULL));
}

static int __init percpu_exchange_init(void)
{
	return setup();
}

static void __exit percpu_exchange_exit(void)
{
	teardown();
}

module_init(percpu_exchange_init);
module_exit(percpu_exchange_exit);

MODULE_DESCRIPTION("kmcheck case: percpu_exchange");
MODULE_LICENSE("GPL");
