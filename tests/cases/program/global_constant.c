// SPDX-License-Identifier: GPL-2.0
/* A static variable that nobody changes, and one that somebody does. */
#include <linux/module.h>
#include <linux/slab.h>

static unsigned int history_bytes = 8 << 20;
static unsigned int trace_bytes = 64 << 10;
static unsigned int spool_bytes = 64 << 10;

static void *history, *trace, *spool;

void global_constant_enlarge(void)
{
	spool_bytes = 32 << 20;
}
EXPORT_SYMBOL_GPL(global_constant_enlarge);

static int __init global_constant_init(void)
{
	trace = kmalloc(trace_bytes, GFP_KERNEL);	/* ok: oversize-constant -- always 64 KiB */
	history = kmalloc(history_bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	return trace && history ? 0 : -ENOMEM;
}
module_init(global_constant_init);

int global_constant_spool(void)
{
	kfree(spool);
	spool = kmalloc(spool_bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "33554432" */
	return spool ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(global_constant_spool);

static void __exit global_constant_exit(void)
{
	kfree(spool);
	kfree(history);
	kfree(trace);
}
module_exit(global_constant_exit);

MODULE_DESCRIPTION("kmcheck case: global constant");
MODULE_LICENSE("GPL");
