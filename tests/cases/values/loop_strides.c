// SPDX-License-Identifier: GPL-2.0
/* Counters with a stride, and what is counted in some of the turns. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sizes.h>

void loop_strides(void)
{
	size_t i;

	for (i = 0; i < SZ_4M; i += SZ_64K) {
		kfree(kmalloc(i + SZ_64K, GFP_KERNEL));	/* ok: oversize-bound -- 4 MiB in the last turn */
		kfree(kmalloc(i + SZ_64K + 1, GFP_KERNEL));	/* expect: warning[oversize-bound] "4194305" */
	}
	for (i = 64; i < SZ_4M; i += 4096)
		kfree(kmalloc(i + 4032, GFP_KERNEL));	/* ok: oversize-bound -- 4 MiB */
	for (i = SZ_8M; i > SZ_4M; i -= SZ_1M)
		kfree(kmalloc(i, GFP_KERNEL));	/* expect: error[oversize-constant] "5242880" */
}
EXPORT_SYMBOL_GPL(loop_strides);

int loop_counts_lines(const char *text, size_t length)
{
	size_t lines = 0, longest = 0, i;

	if (length > SZ_64K)
		return -EINVAL;
	for (i = 0; i < length; i++) {
		if (text[i] == '\n')
			lines++;
		if (text[i] == '\r')
			longest = 16;
	}
	kfree(kcalloc(lines, 64, GFP_KERNEL));	/* ok: oversize-bound -- 65536 * 64 */
	kfree(kcalloc(lines, 65, GFP_KERNEL));	/* expect: warning[oversize-bound] "4259840" */
	kfree(kcalloc(longest, SZ_256K, GFP_KERNEL));	/* ok: oversize-bound -- 16 at most */
	return 0;
}
EXPORT_SYMBOL_GPL(loop_counts_lines);

MODULE_LICENSE("GPL");
