// SPDX-License-Identifier: GPL-2.0
/* Planted in kernel trees: only the whole program shows it. */
#include <linux/export.h>
#include <linux/sizes.h>
#include <linux/slab.h>

size_t planted_size(int kind);
void *planted_alloc(int kind);
int planted_table_open(void);
void planted_table_close(void);

void *planted_alloc(int kind)
{
	return kmalloc(planted_size(kind), GFP_KERNEL);	/* whole: warning[oversize-bound] */
}
EXPORT_SYMBOL_GPL(planted_alloc);

static void *planted_table;

int planted_table_open(void)
{
	planted_table = kcalloc(2, SZ_4M, GFP_KERNEL);	/* expect: error[oversize-constant] */
	return planted_table ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(planted_table_open);

void planted_table_close(void)
{
	kfree(planted_table);
	planted_table = NULL;
}
EXPORT_SYMBOL_GPL(planted_table_close);
