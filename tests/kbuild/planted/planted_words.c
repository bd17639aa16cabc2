// SPDX-License-Identifier: GPL-2.0
/* Judged for 64-bit and 32-bit targets together (--kdir twice). */
#include <linux/module.h>
#include <linux/slab.h>

struct words_table {
	void *entries[800000];		/* 6400000 bytes, and 3200000 */
};

void *words_table(void);
void *words_wrap(u32 n);

void *words_table(void)
{
	return kmalloc(sizeof(struct words_table), GFP_KERNEL);	/* fails: x86_64 4K; not i386 4K, arm64 64K; arm 4K (SA1111) */
}

/* -1 wraps to 4 GiB less 1 with 32 bits alone */
void *words_wrap(u32 n)
{
	unsigned long many = 65536;

	if (n > 16)
		return NULL;
	return kmalloc(many * 65536 - 1 - n, GFP_KERNEL);	/* fails: x86_64 4K, i386 4K */
}
MODULE_DESCRIPTION("kmcheck: words of two sizes");
MODULE_LICENSE("GPL");
