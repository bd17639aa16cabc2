// SPDX-License-Identifier: GPL-2.0
/* A helper picks the allocator by size, its twin asks what it got; others free
 * by themselves. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

static void *either_alloc(size_t bytes)
{
	if (bytes <= PAGE_SIZE)
		return kmalloc(bytes, GFP_KERNEL);
	return vmalloc(bytes);
}

static void either_free(const void *p)
{
	if (is_vmalloc_addr(p))
		vfree(p);
	else
		kfree(p);	/* ok: kfree-mismatch -- it asked */
}

void either_kind(size_t bytes);
void either_kind(size_t bytes)
{
	void *p = either_alloc(bytes);

	either_free(p);
	p = either_alloc(bytes);
	kfree(p);		/* expect: error[kfree-mismatch] "vmalloc" */
	p = either_alloc(100);
	kfree(p);		/* ok: kfree-mismatch -- small, so from kmalloc */
}
EXPORT_SYMBOL_GPL(either_kind);

MODULE_DESCRIPTION("kmcheck case: memory of either kind");
MODULE_LICENSE("GPL");
