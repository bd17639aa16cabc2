// SPDX-License-Identifier: GPL-2.0
/* The kernel's size helpers on constants. */
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct flow {
	u32 hash;
	u32 count;
	u64 entries[];
};

void helpers_products(void)
{
	kfree(kmalloc(array_size(1024, 4096), GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(array_size(1024, 4097), GFP_KERNEL));	/* expect: error[oversize-constant] "4195328" */
	kfree(kmalloc(array3_size(16, 512, 512), GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(array3_size(17, 512, 512), GFP_KERNEL));	/* expect: error[oversize-constant] "4456448" */
	kfree(kmalloc(size_mul(SZ_4M, 2), GFP_KERNEL));		/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(size_add(SZ_2M, SZ_2M), GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(size_add(SZ_2M, SZ_2M + 1), GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(helpers_products);

void helpers_saturation(void)
{
	/* expect-below: error[oversize-constant] "18446744073709551615" */
	kfree(kmalloc(array_size(SIZE_MAX, 2), GFP_KERNEL));
	/* expect-below: error[oversize-constant] "18446744073709551615" */
	kfree(kmalloc(size_add(SIZE_MAX, 2), GFP_KERNEL));
	/* expect-below: error[oversize-constant] */
	kfree(kmalloc_array(SIZE_MAX, 2, GFP_KERNEL));
	/* expect-below: error[oversize-constant] */
	kfree(kmalloc_array(1UL << 40, 1UL << 40, GFP_KERNEL));
	kfree(kmalloc(SIZE_MAX * 2 + 66, GFP_KERNEL));	/* ok: oversize-constant -- plain C wraps to 64 */
}
EXPORT_SYMBOL_GPL(helpers_saturation);

void helpers_struct_size(void)
{
	struct flow *flow;

	flow = kmalloc(struct_size(flow, entries, 524287), GFP_KERNEL); /* ok: oversize-constant -- exactly the limit */
	kfree(flow);
	flow = kmalloc(struct_size(flow, entries, 524288), GFP_KERNEL); /* expect: error[oversize-constant] "4194312" */
	kfree(flow);
	flow = kmalloc(sizeof(*flow) + flex_array_size(flow, entries, SZ_1M), GFP_KERNEL); /* expect: error[oversize-constant] "8388616" */
	kfree(flow);
}
EXPORT_SYMBOL_GPL(helpers_struct_size);

void helpers_rounding(void)
{
	kfree(kmalloc(ALIGN(SZ_4M - 3, 4), GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(ALIGN(SZ_4M + 1, 4096), GFP_KERNEL));		/* expect: error[oversize-constant] "4198400" */
	kfree(kmalloc(round_up(SZ_4M - 1, 64), GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(round_down(SZ_4M + 63, 64), GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(roundup(SZ_4M, 1000), GFP_KERNEL));		/* expect: error[oversize-constant] "4195000" */
	kfree(kmalloc(PAGE_ALIGN(SZ_4M - 4095), GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(PAGE_ALIGN(SZ_4M + 1), GFP_KERNEL));		/* expect: error[oversize-constant] "4198400" */
	kfree(kmalloc(DIV_ROUND_UP(SZ_16M, 4), GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(roundup_pow_of_two(SZ_2M + 1), GFP_KERNEL));	/* ok: oversize-constant -- up to the limit */
	kfree(kmalloc(roundup_pow_of_two(SZ_4M + 1), GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(rounddown_pow_of_two(SZ_8M - 1), GFP_KERNEL));	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(helpers_rounding);

void helpers_choices(void)
{
	u32 large = SZ_8M + 16;

	kfree(kmalloc(min(SZ_8M, SZ_4M), GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(max(SZ_8M, SZ_4M), GFP_KERNEL));		/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(max3(SZ_1M, SZ_2M, SZ_4M), GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(clamp(SZ_64M, SZ_4K, SZ_2M), GFP_KERNEL)); /* ok: oversize-constant */
	kfree(kmalloc(clamp_t(u64, SZ_4K, SZ_8M, SZ_16M), GFP_KERNEL)); /* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(min_t(u16, large, 4096), GFP_KERNEL));	/* ok: oversize-constant -- min_t truncates: 16 */
}
EXPORT_SYMBOL_GPL(helpers_choices);

void helpers_logarithms(void)
{
	kfree(kmalloc(1UL << ilog2(SZ_8M - 1), GFP_KERNEL));	/* ok: oversize-constant -- 2^22 */
	kfree(kmalloc(1UL << ilog2(SZ_8M), GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(PAGE_SIZE << get_order(SZ_4M), GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(PAGE_SIZE << get_order(SZ_4M + 1), GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(BITS_TO_LONGS(SZ_32M) * 8, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(BITS_TO_LONGS(SZ_32M + 1) * 8, GFP_KERNEL)); /* expect: error[oversize-constant] "4194312" */
}
EXPORT_SYMBOL_GPL(helpers_logarithms);

MODULE_DESCRIPTION("kmcheck case: helpers");
MODULE_LICENSE("GPL");
