// SPDX-License-Identifier: GPL-2.0
/* A writable debugfs scalar, and an attribute with a setter. */
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct gauge {
	struct dentry *dir;
	u32 set_bytes;
	u32 shown_bytes;
};

static struct dentry *dir;
static struct gauge gauge;
static u32 burst_bytes = 4096;
static u64 trace_bytes = 4096;
static u64 safe_bytes = 4096;

static int trace_set(void *data, u64 val)
{
	trace_bytes = val;
	return 0;
}
DEFINE_SIMPLE_ATTRIBUTE(trace_fops, NULL, trace_set, "%llu\n");

static int safe_set(void *data, u64 val)
{
	if (val > SZ_1M)
		return -EINVAL;
	safe_bytes = val;
	return 0;
}
DEFINE_SIMPLE_ATTRIBUTE(safe_fops, NULL, safe_set, "%llu\n");

static void run(struct work_struct *work)
{
	void *burst = kmalloc(burst_bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	void *trace = kmalloc(trace_bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	void *safe = kmalloc(safe_bytes, GFP_KERNEL);	/* ok: oversize-user -- its setter checks */
	void *set = kmalloc(gauge.set_bytes, GFP_KERNEL);	/* expect: warning[oversize-user] "debugfs" */
	void *shown = kmalloc(gauge.shown_bytes, GFP_KERNEL);	/* ok: oversize-user -- a file to read */

	kfree(set);
	kfree(shown);
	kfree(burst);
	kfree(trace);
	kfree(safe);
}
static DECLARE_WORK(run_work, run);

static int __init scalar_init(void)
{
	dir = debugfs_create_dir("km_scalar", NULL);
	debugfs_create_u32("burst", 0600, dir, &burst_bytes);
	debugfs_create_u32("set", 0644, dir, &gauge.set_bytes);
	debugfs_create_u32("shown", 0444, dir, &gauge.shown_bytes);
	debugfs_create_file_unsafe("trace", 0200, dir, NULL, &trace_fops);
	debugfs_create_file_unsafe("safe", 0200, dir, NULL, &safe_fops);
	schedule_work(&run_work);
	return 0;
}
module_init(scalar_init);

static void __exit scalar_exit(void)
{
	debugfs_remove_recursive(dir);
	cancel_work_sync(&run_work);
}
module_exit(scalar_exit);

MODULE_DESCRIPTION("kmcheck case: debugfs scalar");
MODULE_LICENSE("GPL");
