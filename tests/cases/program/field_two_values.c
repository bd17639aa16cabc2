// SPDX-License-Identifier: GPL-2.0
/* A field gets one of two values; one of them is too large. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct engine {
	bool wide;
	u32 lanes;
	u32 lane_bytes;
	void *mem;
};

static void engine_setup(struct engine *e, bool wide)
{
	e->wide = wide;
	e->lanes = 8;
	if (wide)
		e->lane_bytes = SZ_1M;
	else
		e->lane_bytes = SZ_64K;
}

static int engine_start(struct engine *e)
{
	e->mem = kcalloc(e->lanes, e->lane_bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
	return e->mem ? 0 : -ENOMEM;
}

static struct engine engine;

int engine_begin(bool wide)
{
	engine_setup(&engine, wide);
	return engine_start(&engine);
}
EXPORT_SYMBOL_GPL(engine_begin);

void engine_end(void)
{
	kfree(engine.mem);
	engine.mem = NULL;
}
EXPORT_SYMBOL_GPL(engine_end);

MODULE_DESCRIPTION("kmcheck case: field two values");
MODULE_LICENSE("GPL");
