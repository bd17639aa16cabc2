// SPDX-License-Identifier: GPL-2.0
/* What the core keeps for the driver comes back in a field. */
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct proc_dir_entry *entry;
static struct dentry *file;

static int show(struct seq_file *m, void *v)
{
	return 0;
}

static int proc_open(struct inode *inode, struct file *f)
{
	u8 *buffer = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	int err;

	if (!buffer)
		return -ENOMEM;
	err = single_open(f, show, buffer);
	if (err)
		kfree(buffer);
	return err;
}

static int proc_release(struct inode *inode, struct file *f)
{
	struct seq_file *m = f->private_data;

	kfree(m->private);
	return single_release(inode, f);
}

static const struct proc_ops proc_ops = {
	.proc_open = proc_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = proc_release,
};

static const struct file_operations debug_ops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.llseek = no_llseek,
};

static int setup(void)
{
	u8 *buffer;

	entry = proc_create("km_case", 0, NULL, &proc_ops);
	if (!entry)
		return -ENOMEM;
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer) {
		proc_remove(entry);
		return -ENOMEM;
	}
	memset(buffer, 1, SZ_8M);
	file = debugfs_create_file("km_case", 0400, NULL, buffer, &debug_ops);
	if (IS_ERR(file)) {
		kfree(buffer);
		proc_remove(entry);
		return PTR_ERR(file);
	}
	return 0;
}

static void teardown(void)
{
	u8 *buffer = d_inode(file)->i_private;

	debugfs_remove(file);
	kfree(buffer);
	proc_remove(entry);
}

static int __init kept_by_core_init(void)
{
	return setup();
}

static void __exit kept_by_core_exit(void)
{
	teardown();
}

module_init(kept_by_core_init);
module_exit(kept_by_core_exit);

MODULE_DESCRIPTION("kmcheck case: kept_by_core");
MODULE_LICENSE("GPL");
