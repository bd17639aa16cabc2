// SPDX-License-Identifier: GPL-2.0
/* A sysctl with and without a range. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sysctl.h>

static int raw_bytes = 4096;
static int kept_bytes = 4096;
static int low = 512, high = 65536;
static struct ctl_table_header *header;

static struct ctl_table km_table[] = {
	{
		.procname = "raw_bytes",
		.data = &raw_bytes,
		.maxlen = sizeof(int),
		.mode = 0644,
		.proc_handler = proc_dointvec,
	},
	{
		.procname = "kept_bytes",
		.data = &kept_bytes,
		.maxlen = sizeof(int),
		.mode = 0644,
		.proc_handler = proc_dointvec_minmax,
		.extra1 = &low,
		.extra2 = &high,
	},
	{ }
};

void *sysctl_minmax_raw(void)
{
	return kmalloc(raw_bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
}
EXPORT_SYMBOL_GPL(sysctl_minmax_raw);

void *sysctl_minmax_kept(void)
{
	return kmalloc(kept_bytes, GFP_KERNEL);	/* todo-fp: warning[oversize-user] -- the bound stands in the ctl_table entry */
}
EXPORT_SYMBOL_GPL(sysctl_minmax_kept);

static int __init sysctl_minmax_init(void)
{
	header = register_sysctl("km_case", km_table);
	return header ? 0 : -ENOMEM;
}
module_init(sysctl_minmax_init);

static void __exit sysctl_minmax_exit(void)
{
	unregister_sysctl_table(header);
}
module_exit(sysctl_minmax_exit);

MODULE_DESCRIPTION("kmcheck case: sysctl minmax");
MODULE_LICENSE("GPL");
