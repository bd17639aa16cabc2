// SPDX-License-Identifier: GPL-2.0
/*
 * "fs/ntfs3: Use __GFP_NOWARN allocation at wnd_init()": the volume says how many
 * bits its bitmap has.
 */
#include <linux/buffer_head.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>

struct ntfs_boot {
	__le64 sectors;
	u8 shift;
};

struct wnd_bitmap {
	size_t nbits, nwnd;
	u16 *free_bits;
};

static int wnd_before(struct wnd_bitmap *wnd, size_t nbits)
{
	wnd->nbits = nbits;
	wnd->nwnd = nbits >> 15;
	wnd->free_bits = kcalloc(nbits >> 15, sizeof(u16), GFP_NOFS);	/* expect: warning[oversize-user] */
	if (!wnd->free_bits)
		return -ENOMEM;
	return 0;
}

static int wnd_after(struct wnd_bitmap *wnd, size_t nbits)
{
	wnd->nbits = nbits;
	wnd->nwnd = nbits >> 15;
	wnd->free_bits = kcalloc(nbits >> 15, sizeof(u16), GFP_NOFS | __GFP_NOWARN);	/* ok: oversize-user -- mended */
	if (!wnd->free_bits)
		return -ENOMEM;
	return 0;
}

int ntfs_init_from_boot(struct super_block *sb, struct wnd_bitmap *one,
			struct wnd_bitmap *two)
{
	struct buffer_head *bh = sb_bread(sb, 0);
	struct ntfs_boot *boot;
	u64 sectors;
	int err;

	if (!bh)
		return -EIO;
	boot = (struct ntfs_boot *)bh->b_data;
	sectors = le64_to_cpu(boot->sectors);
	err = wnd_before(one, sectors) ?: wnd_after(two, sectors);
	brelse(bh);
	return err;
}
EXPORT_SYMBOL_GPL(ntfs_init_from_boot);

MODULE_DESCRIPTION("kmcheck case: ntfs3 bitmap");
MODULE_LICENSE("GPL");
