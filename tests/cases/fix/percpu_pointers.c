// SPDX-License-Identifier: GPL-2.0
/* An array of pointers, one for each processor. */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void * __percpu *scratch;

static void teardown(void)
{
	int cpu;

	for_each_possible_cpu(cpu)
		kfree(*per_cpu_ptr(scratch, cpu));
	free_percpu(scratch);
}

static int setup(void)
{
	int cpu;

	scratch = alloc_percpu(void *);
	if (!scratch)
		return -ENOMEM;
	for_each_possible_cpu(cpu) {
		void *p = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

		if (!p) {
			teardown();
			return -ENOMEM;
		}
		*per_cpu_ptr(scratch, cpu) = p;
	}
	return 0;
}

static int __init percpu_pointers_init(void)
{
	return setup();
}

static void __exit percpu_pointers_exit(void)
{
	teardown();
}

module_init(percpu_pointers_init);
module_exit(percpu_pointers_exit);

MODULE_DESCRIPTION("kmcheck case: percpu_pointers");
MODULE_LICENSE("GPL");
