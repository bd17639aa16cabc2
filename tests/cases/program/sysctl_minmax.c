// SPDX-License-Identifier: GPL-2.0
/* Sysctls with and without a range, and one that nobody can write. */
/* test-tree: 6.1 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sysctl.h>

static int raw_bytes = 4096;
static int kept_bytes = 4096;
static int shown_bytes = 4096;
static int wide_bytes = 4096;
static int own_bytes = 4096;
static unsigned int tenth_bytes = 100;
static int low = 512, high = 65536;
static const int too_high = 8 << 20;
static struct ctl_table_header *header;

static int own_handler(struct ctl_table *table, int write, void *buffer,
		       size_t *lenp, loff_t *ppos)
{
	int ret = proc_dointvec_minmax(table, write, buffer, lenp, ppos);

	if (!ret && write)
		pr_info("now %d\n", own_bytes);
	return ret;
}

static struct ctl_table km_table[] = {
	{
		.procname = "shown_bytes",
		.data = &shown_bytes,
		.maxlen = sizeof(int),
		.mode = 0444,
		.proc_handler = proc_dointvec,
	},
	{
		.procname = "wide_bytes",
		.data = &wide_bytes,
		.maxlen = sizeof(int),
		.mode = 0644,
		.proc_handler = proc_dointvec_minmax,
		.extra1 = SYSCTL_ONE,
		.extra2 = (void *)&too_high,
	},
	{
		.procname = "own_bytes",
		.data = &own_bytes,
		.maxlen = sizeof(int),
		.mode = 0600,
		.proc_handler = own_handler,
		.extra1 = SYSCTL_ZERO,
		.extra2 = &high,
	},
	{
		.procname = "tenth_bytes",
		.data = &tenth_bytes,
		.maxlen = sizeof(int),
		.mode = 0600,
		.proc_handler = proc_douintvec_minmax,
		.extra2 = SYSCTL_ONE_THOUSAND,
	},
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
	return kmalloc(kept_bytes, GFP_KERNEL);	/* ok: oversize-user -- the bound stands in the ctl_table entry */
}
EXPORT_SYMBOL_GPL(sysctl_minmax_kept);

void *sysctl_minmax_shown(void)
{
	return kmalloc(shown_bytes, GFP_KERNEL);	/* ok: oversize-user -- read only */
}
EXPORT_SYMBOL_GPL(sysctl_minmax_shown);

void *sysctl_minmax_wide(void)
{
	return kmalloc(wide_bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(sysctl_minmax_wide);

void *sysctl_minmax_own(void)
{
	return kmalloc(own_bytes, GFP_KERNEL);	/* ok: oversize-user -- its handler asks the kernel's */
}
EXPORT_SYMBOL_GPL(sysctl_minmax_own);

void *sysctl_minmax_tenth(void)
{
	return kcalloc(tenth_bytes, 4096, GFP_KERNEL);	/* ok: oversize-user -- 1000 * 4096 */
}
EXPORT_SYMBOL_GPL(sysctl_minmax_tenth);

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
