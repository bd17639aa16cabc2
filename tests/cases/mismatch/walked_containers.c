// SPDX-License-Identifier: GPL-2.0
/* What is put into a container comes out of it by a cursor, a slot, an array;
 * what is put into another one does not. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/radix-tree.h>
#include <linux/slab.h>
#include <linux/xarray.h>

static DEFINE_XARRAY(large_array);
static DEFINE_XARRAY(small_array);
static DEFINE_XARRAY(wrong_array);
static RADIX_TREE(large_tree, GFP_KERNEL);
static RADIX_TREE(small_tree, GFP_KERNEL);
static RADIX_TREE(wrong_tree, GFP_KERNEL);

int walked_containers(size_t bytes);
int walked_containers(size_t bytes)
{
	xa_store(&large_array, 1, kvmalloc(bytes, GFP_KERNEL), GFP_KERNEL);
	xa_store(&small_array, 1, kmalloc(16, GFP_KERNEL), GFP_KERNEL);
	xa_store(&wrong_array, 1, kvmalloc(bytes, GFP_KERNEL), GFP_KERNEL);
	radix_tree_insert(&large_tree, 1, kvmalloc(bytes, GFP_KERNEL));
	radix_tree_insert(&small_tree, 1, kmalloc(16, GFP_KERNEL));
	radix_tree_insert(&wrong_tree, 1, kvmalloc(bytes, GFP_KERNEL));
	return 0;
}
EXPORT_SYMBOL_GPL(walked_containers);

void walked_containers_arrays(void);
void walked_containers_arrays(void)
{
	XA_STATE(in_large, &large_array, 0);
	XA_STATE(in_small, &small_array, 0);
	XA_STATE(in_wrong, &wrong_array, 0);
	void *p;

	xas_for_each(&in_large, p, ULONG_MAX)
		kvfree(p);
	xas_for_each(&in_small, p, ULONG_MAX)
		kfree(p);	/* ok: kfree-mismatch -- the other array's */
	xas_for_each(&in_wrong, p, ULONG_MAX)
		kfree(p);	/* expect: error[kfree-mismatch] "kvmalloc" */
}
EXPORT_SYMBOL_GPL(walked_containers_arrays);

void walked_containers_trees(void);
void walked_containers_trees(void)
{
	void *found[8];
	unsigned int i, n;

	n = radix_tree_gang_lookup(&large_tree, found, 0, 8);
	for (i = 0; i < n; i++)
		kvfree(found[i]);
}
EXPORT_SYMBOL_GPL(walked_containers_trees);

void walked_containers_small(void);
void walked_containers_small(void)
{
	void *found[8];
	unsigned int i, n;

	n = radix_tree_gang_lookup(&small_tree, found, 0, 8);
	for (i = 0; i < n; i++)
		kfree(found[i]);	/* ok: kfree-mismatch -- the other tree's */
}
EXPORT_SYMBOL_GPL(walked_containers_small);

void walked_containers_slots(void);
void walked_containers_slots(void)
{
	struct radix_tree_iter iter;
	void __rcu **slot;

	radix_tree_for_each_slot(slot, &wrong_tree, &iter, 0) {
		void *p = radix_tree_deref_slot(slot);

		radix_tree_iter_delete(&wrong_tree, &iter, slot);
		kfree(p);	/* expect: error[kfree-mismatch] "kvmalloc" */
	}
}
EXPORT_SYMBOL_GPL(walked_containers_slots);

MODULE_DESCRIPTION("kmcheck case: containers that are walked");
MODULE_LICENSE("GPL");
