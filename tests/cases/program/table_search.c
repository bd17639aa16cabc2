// SPDX-License-Identifier: GPL-2.0
/* The entry is found by a search; the table's largest value decides. */
#include <linux/module.h>
#include <linux/slab.h>

struct mode {
	u16 id;
	u16 width;
	u16 height;
	u8 bytes_per_pixel;
};

static const struct mode small_modes[] = {
	{ 1, 320, 240, 2 }, { 2, 640, 480, 2 }, { 3, 800, 600, 4 },
};

static const struct mode large_modes[] = {
	{ 1, 320, 240, 2 }, { 2, 1920, 1080, 4 },
};

static const struct mode *find(const struct mode *modes, int n, u16 id)
{
	int i;

	for (i = 0; i < n; i++)
		if (modes[i].id == id)
			return &modes[i];
	return NULL;
}

void *table_search_small(u16 id)
{
	const struct mode *m = find(small_modes, ARRAY_SIZE(small_modes), id);

	if (!m)
		return NULL;
	return kmalloc(m->width * m->height * m->bytes_per_pixel, GFP_KERNEL);	/* ok: oversize-bound -- 1920000 */
}
EXPORT_SYMBOL_GPL(table_search_small);

void *table_search_large(u16 id)
{
	const struct mode *m = find(large_modes, ARRAY_SIZE(large_modes), id);

	if (!m)
		return NULL;
	return kmalloc(m->width * m->height * m->bytes_per_pixel, GFP_KERNEL);	/* expect: warning[oversize-bound] "8294400" */
}
EXPORT_SYMBOL_GPL(table_search_large);

MODULE_DESCRIPTION("kmcheck case: table search");
MODULE_LICENSE("GPL");
