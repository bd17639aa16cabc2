// SPDX-License-Identifier: GPL-2.0
/* Managed bitmaps (without a header), per-CPU memory, strings; caches whose
 * objects are copied to user space. */
#include <drm/drm_managed.h>
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/device.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/string.h>

void devm_more_bitmaps(struct device *dev, unsigned long **out)
{
	out[0] = devm_bitmap_alloc(dev, 8 * 4194304, GFP_KERNEL);	/* ok: oversize-constant */
	out[1] = devm_bitmap_alloc(dev, 8 * 4194304 + 1, GFP_KERNEL);	/* expect: error[oversize-constant] "4194312" */
	out[2] = devm_bitmap_zalloc(dev, 8 * 4194304, GFP_KERNEL);	/* ok: oversize-constant */
	out[3] = devm_bitmap_zalloc(dev, 8 * 4194304 + 1, GFP_KERNEL);	/* expect: error[oversize-constant] "4194312" */
}
EXPORT_SYMBOL_GPL(devm_more_bitmaps);

struct devm_more_unit {
	u8 bytes[32768];
};

struct devm_more_large {
	u8 bytes[32776];
};

void devm_more_percpu(struct device *dev, void __percpu **out)
{
	out[0] = devm_alloc_percpu(dev, struct devm_more_unit);		/* ok: oversize-constant */
	out[1] = devm_alloc_percpu(dev, struct devm_more_large);	/* expect: error[oversize-constant] "32776" */
}
EXPORT_SYMBOL_GPL(devm_more_percpu);

void devm_more_strings(struct drm_device *drm, const char **out)
{
	out[0] = drmm_kstrdup(drm, "a name", GFP_KERNEL);	/* ok: oversize-constant */
	out[1] = kstrdup_const("a name", GFP_KERNEL);		/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(devm_more_strings);

void devm_more_kunit(struct kunit *test, void **out)
{
	out[0] = kunit_kmalloc(test, 4194304, GFP_KERNEL);	/* ok: oversize-constant */
	out[1] = kunit_kmalloc(test, 4194305, GFP_KERNEL);	/* expect: error[oversize-constant] "4194305" */
	out[2] = kunit_kzalloc(test, 4194304, GFP_KERNEL);	/* ok: oversize-constant */
	out[3] = kunit_kzalloc(test, 4194305, GFP_KERNEL);	/* expect: error[oversize-constant] "4194305" */
	out[4] = kunit_kmalloc_array(test, 1024, 4096, GFP_KERNEL);	/* ok: oversize-constant */
	out[5] = kunit_kmalloc_array(test, 1024, 4097, GFP_KERNEL);	/* expect: error[oversize-constant] "4195328" */
	out[6] = kunit_kcalloc(test, 1024, 4096, GFP_KERNEL);	/* ok: oversize-constant */
	out[7] = kunit_kcalloc(test, 1024, 4097, GFP_KERNEL);	/* expect: error[oversize-constant] "4195328" */
}
EXPORT_SYMBOL_GPL(devm_more_kunit);

void devm_more_caches(struct kmem_cache **out)
{
	out[0] = kmem_cache_create_usercopy("at", 4194304, 0, 0, 0, 64, NULL);	/* ok: oversize-constant */
	out[1] = kmem_cache_create_usercopy("over", 4194305, 0, 0, 0, 64, NULL);	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(devm_more_caches);

MODULE_DESCRIPTION("kmcheck case: more managed allocators");
MODULE_LICENSE("GPL");
