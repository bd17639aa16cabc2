/* SPDX-License-Identifier: GPL-2.0 */
/* Wrappers as fs/f2fs/f2fs.h and fs/xfs/kmem.h (until 6.8) have them. */
#include <linux/mm.h>
#include <linux/slab.h>

struct f2fs_sb_info;

static inline void *f2fs_kmalloc(struct f2fs_sb_info *sbi, size_t size, gfp_t flags)
{
	if (!sbi)
		return NULL;
	return kmalloc(size, flags);
}

static inline void *f2fs_kzalloc(struct f2fs_sb_info *sbi, size_t size, gfp_t flags)
{
	return f2fs_kmalloc(sbi, size, flags | __GFP_ZERO);
}

static inline void *f2fs_kvmalloc(struct f2fs_sb_info *sbi, size_t size, gfp_t flags)
{
	void *ret = f2fs_kmalloc(sbi, size, flags | __GFP_NOWARN);

	return ret ? ret : kvmalloc(size, flags);
}

static inline void *f2fs_kvzalloc(struct f2fs_sb_info *sbi, size_t size, gfp_t flags)
{
	return f2fs_kvmalloc(sbi, size, flags | __GFP_ZERO);
}

void *kmem_alloc(size_t size, unsigned int flags);

static inline void *kmem_zalloc(size_t size, unsigned int flags)
{
	return kmem_alloc(size, flags | 1);
}
