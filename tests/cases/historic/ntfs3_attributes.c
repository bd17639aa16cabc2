// SPDX-License-Identifier: GPL-2.0
/*
 * "fs/ntfs3: Use __GFP_NOWARN allocation at ntfs_fill_super()": a table is read whole
 * whatever the size that its record on the volume claims.
 */
#include <linux/buffer_head.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>

struct ntfs_record {
	__le64 data_size;
};

static void *ntfs_table_before(struct inode *inode)
{
	u32 bytes = inode->i_size;
	void *t = kmalloc(bytes, GFP_NOFS);	/* expect: warning[oversize-user] */

	if (!t)
		return NULL;
	return t;
}

static void *ntfs_table_after(struct inode *inode)
{
	u32 bytes = inode->i_size;
	void *t = kmalloc(bytes, GFP_NOFS | __GFP_NOWARN);	/* ok: oversize-user -- mended */

	if (!t)
		return NULL;
	return t;
}

int ntfs_fill_tables(struct super_block *sb, struct inode *inode)
{
	struct buffer_head *bh = sb_bread(sb, 16);
	struct ntfs_record *record;
	void *before, *after;

	if (!bh)
		return -EIO;
	record = (struct ntfs_record *)bh->b_data;
	inode->i_size = le64_to_cpu(record->data_size);
	before = ntfs_table_before(inode);
	after = ntfs_table_after(inode);
	kfree(before);
	kfree(after);
	brelse(bh);
	return 0;
}
EXPORT_SYMBOL_GPL(ntfs_fill_tables);

MODULE_DESCRIPTION("kmcheck case: ntfs3 attributes");
MODULE_LICENSE("GPL");
