// SPDX-License-Identifier: GPL-2.0
/*
 * "bpf: fix allocation warnings in bpf maps and integer overflow": the map's creator
 * chooses the size of a value, an update copies one.
 */
#include <linux/bpf.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>

#define ELEM_HEAD 48

struct old_map {
	struct bpf_map map;
	u32 elem_size;
};

struct new_map {
	struct bpf_map map;
	u32 elem_size;
};

static struct bpf_map *old_alloc(union bpf_attr *attr)
{
	struct old_map *map = kzalloc(sizeof(*map), GFP_USER);

	if (!map)
		return ERR_PTR(-ENOMEM);
	map->elem_size = ELEM_HEAD + round_up(attr->value_size, 8);
	return &map->map;
}

static int old_update(struct bpf_map *map, void *key, void *value, u64 flags)
{
	struct old_map *m = container_of(map, struct old_map, map);
	void *elem = kmalloc(m->elem_size, GFP_ATOMIC);	/* expect: warning[oversize-user] */

	kfree(elem);
	return elem ? 0 : -ENOMEM;
}

static struct bpf_map *new_alloc(union bpf_attr *attr)
{
	struct new_map *map;

	if (attr->value_size >= KMALLOC_MAX_SIZE - 512 - ELEM_HEAD)
		return ERR_PTR(-E2BIG);
	map = kzalloc(sizeof(*map), GFP_USER);
	if (!map)
		return ERR_PTR(-ENOMEM);
	map->elem_size = ELEM_HEAD + round_up(attr->value_size, 8);
	return &map->map;
}

static int new_update(struct bpf_map *map, void *key, void *value, u64 flags)
{
	struct new_map *m = container_of(map, struct new_map, map);
	void *elem = kmalloc(m->elem_size, GFP_ATOMIC);	/* ok: oversize-user -- mended */

	kfree(elem);
	return elem ? 0 : -ENOMEM;
}

const struct bpf_map_ops km_old_map_ops = {
	.map_alloc = old_alloc,
	.map_update_elem = (void *)old_update,
};

const struct bpf_map_ops km_new_map_ops = {
	.map_alloc = new_alloc,
	.map_update_elem = (void *)new_update,
};

MODULE_DESCRIPTION("kmcheck case: bpf values");
MODULE_LICENSE("GPL");
