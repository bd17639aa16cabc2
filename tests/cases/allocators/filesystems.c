// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.1 */
/* Allocators that one file system has for itself. */
#include <linux/limits.h>
#include <linux/module.h>
#include "filesystems.h"

#define FS_KV_OVER (INT_MAX + 1UL)

void filesystems_f2fs(struct f2fs_sb_info *sbi)
{
	kfree(f2fs_kmalloc(sbi, 4194304, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(f2fs_kmalloc(sbi, 4194305, GFP_KERNEL));	/* expect: error[oversize-constant] "f2fs_kmalloc returns at most 4194304" */
	kfree(f2fs_kzalloc(sbi, 4194304, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(f2fs_kzalloc(sbi, 4194305, GFP_KERNEL));	/* expect: error[oversize-constant] "f2fs_kzalloc returns at most 4194304" */
	kvfree(f2fs_kvmalloc(sbi, INT_MAX, GFP_KERNEL));	/* ok: oversize-constant */
	kvfree(f2fs_kvmalloc(sbi, FS_KV_OVER, GFP_KERNEL));	/* expect: error[oversize-constant] "2147483648" */
	kvfree(f2fs_kvzalloc(sbi, INT_MAX, GFP_KERNEL));	/* ok: oversize-constant */
	kvfree(f2fs_kvzalloc(sbi, FS_KV_OVER, GFP_KERNEL));	/* expect: error[oversize-constant] "2147483648" */
}
EXPORT_SYMBOL_GPL(filesystems_f2fs);

void filesystems_xfs(void)
{
	kvfree(kmem_alloc(4194304, 0));		/* ok: oversize-constant */
	kvfree(kmem_alloc(4194305, 0));		/* expect: error[oversize-constant] "4194305" */
	kvfree(kmem_zalloc(4194304, 0));	/* ok: oversize-constant */
	kvfree(kmem_zalloc(4194305, 0));	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(filesystems_xfs);

MODULE_DESCRIPTION("kmcheck case: file systems");
MODULE_LICENSE("GPL");
