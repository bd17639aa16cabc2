// SPDX-License-Identifier: GPL-2.0
/* krealloc and krealloc_array. */
#include <linux/module.h>
#include <linux/slab.h>

void *slab_realloc_at(void *p)
{
	return krealloc(p, 4194304, GFP_KERNEL);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(slab_realloc_at);

void *slab_realloc_over(void *p)
{
	return krealloc(p, 4194305, GFP_KERNEL);	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(slab_realloc_over);

void *slab_realloc_array_at(void *p)
{
	return krealloc_array(p, 65536, 64, GFP_KERNEL);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(slab_realloc_array_at);

void *slab_realloc_array_over(void *p)
{
	return krealloc_array(p, 65537, 64, GFP_KERNEL | __GFP_ZERO);	/* expect: error[oversize-constant] "4194368" */
}
EXPORT_SYMBOL_GPL(slab_realloc_array_over);

MODULE_DESCRIPTION("kmcheck case: slab realloc");
MODULE_LICENSE("GPL");
