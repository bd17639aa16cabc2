// SPDX-License-Identifier: GPL-2.0
/* Loops over a table: by a pointer that walks, and the largest of its entries. */
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

struct mode {
	const char *name;
	int bytes;
};

static const struct mode modes[] = {
	{ "small", SZ_4K }, { "medium", SZ_64K }, { "large", SZ_1M }, { }
};
static const struct mode lax[] = {
	{ "small", SZ_4K }, { "huge", SZ_8M }, { }
};
static struct mode changing[] = {
	{ "small", SZ_4K }, { "medium", SZ_64K },
};

void loops_tables_walk(void)
{
	const struct mode *m;

	for (m = modes; m->name; m++)
		kfree(kmalloc(m->bytes * 2, GFP_KERNEL));	/* ok: oversize-bound */
	for (m = lax; m->name; m++)
		kfree(kmalloc(m->bytes, GFP_KERNEL));	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(loops_tables_walk);

bool loops_tables_busy(void);

void *loops_tables_walk_local(void)
{
	int steps[] = { 1, 0, 0, 0, 7 };
	int *step = steps, found = 0;

	while (loops_tables_busy())
		found = *step++;
	if (found <= 1)
		return NULL;
	return kmalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(loops_tables_walk_local);

void loops_tables_walk_to_end(void)
{
	struct mode *m = changing;

	while (m < changing + ARRAY_SIZE(changing)) {
		__km_range(m->bytes);			/* range: [0,0] u [4096,4096] u [65536,65536] */
		kfree(kmalloc(m->bytes * 128, GFP_KERNEL));	/* expect: warning[oversize-bound] "8388608" */
		m++;
	}
}
EXPORT_SYMBOL_GPL(loops_tables_walk_to_end);

void *loops_tables_largest(void)
{
	int i, most = 0;

	for (i = 0; i < ARRAY_SIZE(modes); i++)
		most = max(most, modes[i].bytes);
	__km_range(most);			/* range: [0,0] u [4096,4096] u [65536,65536] u [1048576,1048576] */
	return kmalloc(most, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(loops_tables_largest);

void *loops_tables_largest_if(void)
{
	int i, most = 0;

	for (i = 0; i < ARRAY_SIZE(lax); i++)
		if (lax[i].bytes > most)
			most = lax[i].bytes;
	return kmalloc(most, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(loops_tables_largest_if);

MODULE_LICENSE("GPL");
