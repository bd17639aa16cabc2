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
#include <linux/mutex.h>
#include <linux/slab.h>

#define TABLE_ENTRIES	65536

static DEFINE_MUTEX(table_lock);
static u64 *table;

/* The first user builds the table; it stays until the module goes. */
static int table_open(struct inode *inode, struct file *file)
{
	int ret = 0;

	mutex_lock(&table_lock);
	if (!table)
		table = kvcalloc(TABLE_ENTRIES, sizeof(*table), GFP_KERNEL);
	if (!table)
		ret = -ENOMEM;
	mutex_unlock(&table_lock);
	return ret;
}

static const struct file_operations table_fops = {
	.owner = THIS_MODULE,
	.open = table_open,
};

static struct miscdevice table_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "sample-table",
	.fops = &table_fops,
};

static int __init lookup_table_init(void)
{
	return misc_register(&table_device);
}
module_init(lookup_table_init);

static void __exit lookup_table_exit(void)
{
	misc_deregister(&table_device);
	kfree(table);
}
module_exit(lookup_table_exit);

MODULE_DESCRIPTION("kmcheck sample: kfree-mismatch");
MODULE_LICENSE("GPL");
