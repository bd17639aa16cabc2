// SPDX-License-Identifier: GPL-2.0
/* test-tree: 7.2 */
/* kmalloc_nolock has no large path: two pages are its limit. */
#include <linux/bpf.h>
#include <linux/module.h>
#include <linux/slab.h>

void nolock_sizes(void)
{
	kfree_nolock(kmalloc_nolock(8192, 0, NUMA_NO_NODE));	/* ok: oversize-constant */
	kfree_nolock(kmalloc_nolock(8193, 0, NUMA_NO_NODE));	/* expect: error[oversize-constant] "8193" */
}
EXPORT_SYMBOL_GPL(nolock_sizes);

void nolock_map_sizes(struct bpf_map *map)
{
	kfree_nolock(bpf_map_kmalloc_nolock(map, 8192, 0, NUMA_NO_NODE));	/* ok: oversize-constant */
	kfree_nolock(bpf_map_kmalloc_nolock(map, 8193, 0, NUMA_NO_NODE));	/* expect: error[oversize-constant] "8193" */
}
EXPORT_SYMBOL_GPL(nolock_map_sizes);

MODULE_DESCRIPTION("kmcheck case: nolock");
MODULE_LICENSE("GPL");
