// SPDX-License-Identifier: GPL-2.0
/*
 * costly-order: allowed, but not to be relied on.
 *
 * 256 KiB are below the limit. They still have to be 64 neighbouring free
 * pages, and on a machine that has been up for weeks there may be none: above
 * 32 KiB the kernel does not try its hardest. The rule is off by default;
 * kmcheck --enable costly-order turns it on.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *trace;

static int __init trace_buffer_init(void)
{
	trace = kzalloc(SZ_256K, GFP_KERNEL);
	return trace ? 0 : -ENOMEM;
}
module_init(trace_buffer_init);

static void __exit trace_buffer_exit(void)
{
	kfree(trace);
}
module_exit(trace_buffer_exit);

MODULE_DESCRIPTION("kmcheck sample: costly-order");
MODULE_LICENSE("GPL");
