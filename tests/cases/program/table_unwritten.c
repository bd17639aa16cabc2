// SPDX-License-Identifier: GPL-2.0
/* A table of numbers that nobody writes is as good as a constant one. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int shifts[4] = { 0, 1, 2, 3 };
static int written[2] = { 0, 3 };
static int passed[2] = { 0, 3 };

void table_fill(int *element);

void table_unwritten(unsigned int i, int shift);
void table_unwritten(unsigned int i, int shift)
{
	written[i & 1] = shift;
	table_fill(&passed[1]);
	kfree(kmalloc(SZ_1M << shifts[i & 3], GFP_KERNEL));	/* expect: warning[oversize-bound] "8388608" */
	kfree(kmalloc(SZ_512K << shifts[i & 3], GFP_KERNEL));	/* ok: oversize-bound -- 4 MiB at most */
	kfree(kmalloc(SZ_1M << written[i & 1], GFP_KERNEL));	/* ok: oversize-bound -- nothing is known */
	kfree(kmalloc(SZ_1M << passed[i & 1], GFP_KERNEL));	/* ok: oversize-bound -- nothing is known */
}
EXPORT_SYMBOL_GPL(table_unwritten);

MODULE_DESCRIPTION("kmcheck case: a table that nobody writes");
MODULE_LICENSE("GPL");
