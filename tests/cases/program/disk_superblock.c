// SPDX-License-Identifier: GPL-2.0
/* Counts read from a mounted image. */
#include <linux/buffer_head.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>

struct km_super {
	__le32 magic;
	__le32 inodes;
	__le32 groups;
	__u8 log_block;
	__u8 pad[3];
};

int disk_superblock_read(struct super_block *sb)
{
	struct buffer_head *bh = sb_bread(sb, 1);
	const struct km_super *ks;
	void *inodes, *groups, *block;
	int ret = -EINVAL;

	if (!bh)
		return -EIO;
	ks = (const struct km_super *)bh->b_data;
	inodes = kcalloc(le32_to_cpu(ks->inodes), 8, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(inodes);
	if (le32_to_cpu(ks->groups) > 65536)
		goto out;
	groups = kcalloc(le32_to_cpu(ks->groups), 32, GFP_KERNEL);	/* ok: oversize-user -- 2 MiB */
	kfree(groups);
	if (ks->log_block > 16)
		goto out;
	block = kmalloc(1 << ks->log_block, GFP_KERNEL);	/* ok: oversize-user -- 64 KiB */
	kfree(block);
	ret = 0;
out:
	brelse(bh);
	return ret;
}
EXPORT_SYMBOL_GPL(disk_superblock_read);

MODULE_DESCRIPTION("kmcheck case: disk superblock");
MODULE_LICENSE("GPL");
