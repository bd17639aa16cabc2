// SPDX-License-Identifier: GPL-2.0
/* Handed to the bus of a register map as it is; a small value is not. */
#include <linux/module.h>
#include <linux/regmap.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct regmap *map;
static u8 *buffer, *twin;

static int setup(void)
{
	unsigned int value;

	buffer = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "bus of a register map" */
	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer || !twin) {
		kfree(buffer);
		kfree(twin);
		return -ENOMEM;
	}
	if (map) {
		regmap_raw_write(map, 0, buffer, 512);
		regmap_read(map, 0, &value);
		twin[0] = value;
	}
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
	kfree(twin);
}

static int __init refuse_regmap_init(void)
{
	return setup();
}

static void __exit refuse_regmap_exit(void)
{
	teardown();
}

module_init(refuse_regmap_init);
module_exit(refuse_regmap_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_regmap");
MODULE_LICENSE("GPL");
