// SPDX-License-Identifier: GPL-2.0
/* Which operations an object gets is said by the record that says its size. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>

enum obk_type { OBK_NONE, OBK_TREE, OBK_FLAT };

struct obk_config {
	unsigned int max_register;
	enum obk_type type;
};

struct obk_map;

struct obk_ops {
	const char *name;
	enum obk_type type;
	int (*init)(struct obk_map *map);
};

struct obk_map {
	unsigned int max_register;
	enum obk_type type;
	const struct obk_ops *ops;
	void *cache;
};

static int obk_tree_init(struct obk_map *map)
{
	map->cache = kzalloc(16, GFP_KERNEL);
	return map->cache ? 0 : -ENOMEM;
}

static int obk_flat_init(struct obk_map *map)
{
	if (!map->max_register)
		return -EINVAL;
	map->cache = kcalloc(map->max_register + 1, 4, GFP_KERNEL);	/* ok: oversize-constant -- no such map is flat */
	return map->cache ? 0 : -ENOMEM;
}

static struct obk_ops obk_tree_ops = {
	.name = "tree",
	.type = OBK_TREE,
	.init = obk_tree_init,
};

static struct obk_ops obk_flat_ops = {
	.name = "flat",
	.type = OBK_FLAT,
	.init = obk_flat_init,
};

static const struct obk_ops *obk_all[] = { &obk_tree_ops, &obk_flat_ops };

static int obk_cache(struct obk_map *map)
{
	int i;

	if (map->type == OBK_NONE)
		return 0;
	for (i = 0; i < ARRAY_SIZE(obk_all); i++)
		if (obk_all[i]->type == map->type)
			break;
	if (i == ARRAY_SIZE(obk_all))
		return -EINVAL;
	map->ops = obk_all[i];
	if (!map->ops->name)
		return -EINVAL;
	pr_debug("Initializing %s cache\n", map->ops->name);
	return map->ops->init(map);
}

struct obk_map *obk_map_new(const struct obk_config *config)
{
	struct obk_map *map = kzalloc(sizeof(*map), GFP_KERNEL);

	if (!map)
		return NULL;
	map->max_register = config->max_register;
	map->type = config->type;
	if (obk_cache(map)) {
		kfree(map);
		return NULL;
	}
	return map;
}

static const struct obk_config obk_codec = {
	.max_register = 0xfffffff,
	.type = OBK_TREE,
};

void obk_probe(struct obk_map **maps)
{
	maps[0] = obk_map_new(&obk_codec);
}
EXPORT_SYMBOL_GPL(obk_probe);
MODULE_LICENSE("GPL");
