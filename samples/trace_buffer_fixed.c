// SPDX-License-Identifier: GPL-2.0
/*
 * trace_buffer.c done right: kvzalloc() takes single pages when there is no
 * piece of 256 KiB.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *trace;

static int __init trace_buffer_init(void)
{
	trace = kvzalloc(SZ_256K, GFP_KERNEL);
	return trace ? 0 : -ENOMEM;
}
module_init(trace_buffer_init);

static void __exit trace_buffer_exit(void)
{
	kvfree(trace);
}
module_exit(trace_buffer_exit);

MODULE_DESCRIPTION("kmcheck sample: no costly-order");
MODULE_LICENSE("GPL");
