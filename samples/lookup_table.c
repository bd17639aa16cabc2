// SPDX-License-Identifier: GPL-2.0
/*
 * kfree-mismatch: memory from kvmalloc() is given to kfree().
 *
 * kvcalloc() takes the table from kmalloc() if it can and from vmalloc() if it
 * must. kfree() knows only the first kind: after a fallback it frees pages
 * that are not its own.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

#define TABLE_ENTRIES	65536

static int table_open(struct inode *inode, struct file *file)
{
	u64 *table = kvcalloc(TABLE_ENTRIES, sizeof(*table), GFP_KERNEL);

	if (!table)
		return -ENOMEM;
	file->private_data = table;
	return 0;
}

static int table_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static const struct file_operations table_fops = {
	.owner = THIS_MODULE,
	.open = table_open,
	.release = table_release,
};

static struct miscdevice table_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "sample-table",
	.fops = &table_fops,
};
module_misc_device(table_device);

MODULE_DESCRIPTION("kmcheck sample: kfree-mismatch");
MODULE_LICENSE("GPL");
