// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/slab.h>

struct entry {
	u64 key, value;
};

struct table {
	struct entry *entries;
};

#define MAX_ENTRIES	(1 << 20)

static int table_set(struct table *t, u32 n)
{
	if (n > MAX_ENTRIES)
		return -EINVAL;
	t->entries = kcalloc(n, sizeof(struct entry), GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
	if (!t->entries)
		return -ENOMEM;
	return 0;
}

/* What the page says to use instead. */
static int table_set_fitting(struct table *t, u32 n)
{
	if (n > KMALLOC_MAX_SIZE / sizeof(struct entry))
		return -EINVAL;
	t->entries = kcalloc(n, sizeof(struct entry), GFP_KERNEL);	/* ok: oversize-bound -- the bound fits */
	return t->entries ? 0 : -ENOMEM;
}

int table_use(struct table *t, u32 n)
{
	return table_set(t, n) ? : table_set_fitting(t, n);
}
EXPORT_SYMBOL(table_use);
MODULE_LICENSE("GPL");
