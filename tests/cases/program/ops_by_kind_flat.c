// SPDX-License-Identifier: GPL-2.0
/* ... and here it says those that take as much (ops_by_kind.c: others). */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>

enum obf_type { OBF_NONE, OBF_TREE, OBF_FLAT };

struct obf_config {
	unsigned int max_register;
	enum obf_type type;
};

struct obf_map;

struct obf_ops {
	const char *name;
	enum obf_type type;
	int (*init)(struct obf_map *map);
};

struct obf_map {
	unsigned int max_register;
	enum obf_type type;
	const struct obf_ops *ops;
	void *cache;
};

static int obf_tree_init(struct obf_map *map)
{
	map->cache = kzalloc(16, GFP_KERNEL);
	return map->cache ? 0 : -ENOMEM;
}

static int obf_flat_init(struct obf_map *map)
{
	if (!map->max_register)
		return -EINVAL;
	map->cache = kcalloc(map->max_register + 1, 4, GFP_KERNEL);	/* expect: error[oversize-constant] "1073741824" */
	return map->cache ? 0 : -ENOMEM;
}

static struct obf_ops obf_tree_ops = {
	.name = "tree",
	.type = OBF_TREE,
	.init = obf_tree_init,
};

static struct obf_ops obf_flat_ops = {
	.name = "flat",
	.type = OBF_FLAT,
	.init = obf_flat_init,
};

static const struct obf_ops *obf_all[] = { &obf_tree_ops, &obf_flat_ops };

static int obf_cache(struct obf_map *map)
{
	int i;

	if (map->type == OBF_NONE)
		return 0;
	for (i = 0; i < ARRAY_SIZE(obf_all); i++)
		if (obf_all[i]->type == map->type)
			break;
	if (i == ARRAY_SIZE(obf_all))
		return -EINVAL;
	map->ops = obf_all[i];
	if (!map->ops->name)
		return -EINVAL;
	pr_debug("Initializing %s cache\n", map->ops->name);
	return map->ops->init(map);
}

struct obf_map *obf_map_new(const struct obf_config *config)
{
	struct obf_map *map = kzalloc(sizeof(*map), GFP_KERNEL);

	if (!map)
		return NULL;
	map->max_register = config->max_register;
	map->type = config->type;
	if (obf_cache(map)) {
		kfree(map);
		return NULL;
	}
	return map;
}

static const struct obf_config obf_codec = {
	.max_register = 0xfffffff,
	.type = OBF_FLAT,
};

void obf_probe(struct obf_map **maps)
{
	maps[0] = obf_map_new(&obf_codec);
}
EXPORT_SYMBOL_GPL(obf_probe);
MODULE_LICENSE("GPL");
