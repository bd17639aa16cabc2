// SPDX-License-Identifier: GPL-2.0
/*
 * drmm allocations have a header of 40 bytes on x86_64: the limit is
 * 4194264.
 */
#include <drm/drm_managed.h>
#include <linux/module.h>
#include <linux/slab.h>

void drmm_plain(struct drm_device *drm)
{
	drmm_kfree(drm, drmm_kmalloc(drm, 4194264, GFP_KERNEL));	/* ok: oversize-constant */
	drmm_kfree(drm, drmm_kmalloc(drm, 4194265, GFP_KERNEL));	/* expect: error[oversize-constant] */
	drmm_kfree(drm, drmm_kzalloc(drm, 4194264, GFP_KERNEL));	/* ok: oversize-constant */
	drmm_kfree(drm, drmm_kzalloc(drm, 4194265, GFP_KERNEL));	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(drmm_plain);

void drmm_arrays(struct drm_device *drm)
{
	drmm_kfree(drm, drmm_kmalloc_array(drm, 524283, 8, GFP_KERNEL));	/* ok: oversize-constant */
	drmm_kfree(drm, drmm_kmalloc_array(drm, 524284, 8, GFP_KERNEL));	/* expect: error[oversize-constant] */
	drmm_kfree(drm, drmm_kcalloc(drm, 524283, 8, GFP_KERNEL));	/* ok: oversize-constant */
	drmm_kfree(drm, drmm_kcalloc(drm, 524284, 8, GFP_KERNEL));	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(drmm_arrays);

MODULE_DESCRIPTION("kmcheck case: drmm");
MODULE_LICENSE("GPL");
