// SPDX-License-Identifier: GPL-2.0
/* A function of the core, named in a table, frees what the file holds. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *twin;

static int show(struct seq_file *seq, void *unused)
{
	seq_write(seq, seq->private, 1);
	return 0;
}

static int open_file(struct inode *inode, struct file *file)
{
	u8 *bytes = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "seq_release_private" */
	int ret;

	if (!bytes)
		return -ENOMEM;
	ret = single_open(file, show, bytes);
	if (ret)
		kfree(bytes);
	return ret;
}

static const struct file_operations operations = {
	.open = open_file,
	.read = seq_read,
	.release = seq_release_private,
};

const struct file_operations *seq_private_operations(void)
{
	return &operations;
}

static int setup(void)
{
	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return twin ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_seq_private_init(void)
{
	return setup();
}

static void __exit refuse_seq_private_exit(void)
{
	teardown();
}

module_init(refuse_seq_private_init);
module_exit(refuse_seq_private_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_seq_private");
MODULE_LICENSE("GPL");
