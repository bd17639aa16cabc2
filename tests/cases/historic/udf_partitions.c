// SPDX-License-Identifier: GPL-2.0
/*
 * "udf: Verify partition map count": a mounted image says how many maps there are.
 */
#include <linux/buffer_head.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>

struct udf_lvd {
	__le32 map_table_length;
	__le32 num_partition_maps;
};

struct udf_map {
	u8 type, length;
};

struct udf_part {
	u64 fields[6];
};

static struct udf_part *udf_maps_before(u32 count)
{
	return kcalloc(count, sizeof(struct udf_part), GFP_KERNEL);	/* expect: warning[oversize-user] */
}

static struct udf_part *udf_maps_after(u32 count)
{
	return kcalloc(count, sizeof(struct udf_part), GFP_KERNEL);	/* ok: oversize-user -- mended */
}

int udf_load_logicalvol(struct super_block *sb, sector_t block)
{
	struct buffer_head *bh = sb_bread(sb, block);
	u32 table_len, part_map_count;
	struct udf_part *before, *after;
	struct udf_lvd *lvd;
	int ret = -EIO;

	if (!bh)
		return -EAGAIN;
	lvd = (struct udf_lvd *)bh->b_data;
	table_len = le32_to_cpu(lvd->map_table_length);
	if (table_len > 4096 - sizeof(*lvd))
		goto out;
	before = udf_maps_before(le32_to_cpu(lvd->num_partition_maps));
	kfree(before);
	part_map_count = le32_to_cpu(lvd->num_partition_maps);
	if (part_map_count > table_len / sizeof(struct udf_map))
		goto out;
	after = udf_maps_after(part_map_count);
	kfree(after);
	ret = 0;
out:
	brelse(bh);
	return ret;
}
EXPORT_SYMBOL_GPL(udf_load_logicalvol);

MODULE_DESCRIPTION("kmcheck case: udf partitions");
MODULE_LICENSE("GPL");
