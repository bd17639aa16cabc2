// SPDX-License-Identifier: GPL-2.0
/*
 * What one of several static objects has in a field is not what every object
 * has: it may come here, it need not.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct co_config {
	const char *name;
	unsigned int last;
	bool flat;
};

struct co_map {
	unsigned int last;
	void *cache;
};

static const struct co_config co_paged = {
	.name = "paged",
	.flat = false,
	.last = 0x0fffffff,
};

static const struct co_config co_flat = {
	.name = "flat",
	.flat = true,
};

static int co_cache(struct co_map *map)
{
	if (!map->last)
		return -EINVAL;
	map->cache = kcalloc(map->last + 1, 4, GFP_KERNEL);	/* expect: warning[oversize-bound] "1073741824" */
	return map->cache ? 0 : -ENOMEM;
}

int co_open(struct co_map *map, const struct co_config *config)
{
	map->last = config->last;
	return config->flat ? co_cache(map) : 0;
}
EXPORT_SYMBOL_GPL(co_open);

int co_open_paged(struct co_map *map)
{
	return co_open(map, &co_paged);
}
EXPORT_SYMBOL_GPL(co_open_paged);

int co_open_flat(struct co_map *map)
{
	return co_open(map, &co_flat);
}
EXPORT_SYMBOL_GPL(co_open_flat);

/* All of them have too much: whichever it is. */
struct co_size {
	unsigned int bytes;
};

static const struct co_size co_sizes[] = {
	{ SZ_8M },
	{ SZ_16M },
};

void *co_any(const struct co_size *size)
{
	return kmalloc(size->bytes, GFP_KERNEL);	/* expect: error[oversize-constant] */
}

void *co_pick(int i)
{
	return co_any(&co_sizes[i & 1]);
}
EXPORT_SYMBOL_GPL(co_pick);

/* UINT_MAX says that there is no length; the flag beside it is tested. */
struct co_vpd {
	unsigned int len;
	bool none;
};

void co_measure(struct co_vpd *vpd, unsigned int at)
{
	vpd->len = at < 32768 ? at : UINT_MAX;
	vpd->none = vpd->len == UINT_MAX;
}
EXPORT_SYMBOL_GPL(co_measure);

void *co_read(struct co_vpd *vpd)
{
	if (vpd->none)
		return NULL;
	return kmalloc(vpd->len, GFP_KERNEL);	/* ok: oversize-bound -- 32767 at most */
}
EXPORT_SYMBOL_GPL(co_read);

MODULE_DESCRIPTION("kmcheck cases: objects of one kind that differ");
MODULE_LICENSE("GPL");
