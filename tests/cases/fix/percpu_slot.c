// SPDX-License-Identifier: GPL-2.0
/* Each CPU has a pointer of its own. */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 * __percpu *slots;

static void teardown(void)
{
	int cpu;

	for_each_possible_cpu(cpu)
		kfree(*per_cpu_ptr(slots, cpu));
	free_percpu(slots);
}

static int setup(void)
{
	int cpu;

	slots = alloc_percpu(u8 *);
	if (!slots)
		return -ENOMEM;
	for_each_possible_cpu(cpu) {
		u8 *p = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

		if (!p) {
			teardown();
			return -ENOMEM;
		}
		*per_cpu_ptr(slots, cpu) = p;
	}
	return 0;
}

static int __init percpu_slot_init(void)
{
	return setup();
}

static void __exit percpu_slot_exit(void)
{
	teardown();
}

module_init(percpu_slot_init);
module_exit(percpu_slot_exit);

MODULE_DESCRIPTION("kmcheck case: percpu_slot");
MODULE_LICENSE("GPL");
