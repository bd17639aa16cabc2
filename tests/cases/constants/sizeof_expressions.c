// SPDX-License-Identifier: GPL-2.0
/* sizeof of expressions, and arithmetic on it. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct sample {
	u64 time;
	s16 axis[3];
};			/* 16 bytes with padding */

static u16 histogram[4096];

void sizeof_expressions_of_values(int n)
{
	kfree(kmalloc(sizeof(histogram) * 512, GFP_KERNEL));	/* ok: oversize-constant -- 8192 * 512 */
	kfree(kmalloc(sizeof(histogram) * 513, GFP_KERNEL));	/* expect: error[oversize-constant] "4202496" */
	kfree(kmalloc(sizeof(n++), GFP_KERNEL));		/* ok: oversize-constant -- not evaluated */
	kfree(kmalloc(sizeof(n + 1UL) << 20, GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(sizeof_expressions_of_values);

void sizeof_expressions_arrays_of_structs(void)
{
	struct sample *log;

	log = kmalloc(sizeof(*log) * SZ_256K, GFP_KERNEL);	/* ok: oversize-constant -- 16 * 256 Ki */
	kfree(log);
	log = kmalloc(sizeof(struct sample[SZ_512K]), GFP_KERNEL); /* expect: error[oversize-constant] "8388608" */
	kfree(log);
	log = kcalloc(ARRAY_SIZE(histogram) * 65, sizeof(*log), GFP_KERNEL); /* expect: error[oversize-constant] "4259840" */
	kfree(log);
}
EXPORT_SYMBOL_GPL(sizeof_expressions_arrays_of_structs);

MODULE_DESCRIPTION("kmcheck case: sizeof expressions");
MODULE_LICENSE("GPL");
