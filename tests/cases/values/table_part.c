// SPDX-License-Identifier: GPL-2.0
/* Constant tables of which an index chooses a part. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

static const u32 table_part_bytes[6] = {
	SZ_1M, SZ_2M, SZ_8M, SZ_16M, SZ_64K,
};

void *table_part_masked(unsigned int mode)
{
	__km_range(table_part_bytes[mode & 1]);	/* range: [1048576,1048576] u [2097152,2097152] */
	return kmalloc(table_part_bytes[mode & 1], GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(table_part_masked);

void *table_part_end(unsigned int mode)
{
	if (mode < 4 || mode > 5)
		return NULL;
	__km_range(table_part_bytes[mode]);	/* range: [0,0] u [65536,65536] */
	return kmalloc(table_part_bytes[mode], GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(table_part_end);

void *table_part_from_the_middle(unsigned int mode)
{
	const u32 *from = &table_part_bytes[1];

	__km_range(from[mode & 1]);	/* range: [2097152,2097152] u [8388608,8388608] */
	return kmalloc(from[mode & 1], GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(table_part_from_the_middle);

void table_part_loop(void)
{
	int i;

	for (i = 4; i < 6; i++)
		kfree(kmalloc(table_part_bytes[i], GFP_KERNEL));	/* ok: oversize-bound */
	for (i = 0; i < 6; i++)
		kfree(kmalloc(table_part_bytes[i], GFP_KERNEL));	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(table_part_loop);

MODULE_DESCRIPTION("parts of constant tables");
MODULE_LICENSE("GPL");
