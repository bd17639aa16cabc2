// SPDX-License-Identifier: GPL-2.0
/* Per-CPU memory: at most 32 KiB in one piece. */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/slab.h>

struct counters {
	u64 values[1024];
};

struct histogram {
	u64 buckets[8192];
};

void percpu_sizes(void)
{
	free_percpu(__alloc_percpu(32768, 8));		/* ok: oversize-constant */
	free_percpu(__alloc_percpu(32769, 8));		/* expect: error[oversize-constant] "32769" */
	free_percpu(alloc_percpu(struct counters));	/* ok: oversize-constant -- 8 KiB */
	free_percpu(alloc_percpu(struct histogram));	/* expect: error[oversize-constant] "65536" */
}
EXPORT_SYMBOL_GPL(percpu_sizes);

MODULE_DESCRIPTION("kmcheck case: percpu");
MODULE_LICENSE("GPL");
