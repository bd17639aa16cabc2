// SPDX-License-Identifier: GPL-2.0
/* Two tables of operations: whose function is called is known where the table
 * is. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct chip_ops {
	size_t (*bytes)(int queues);
};

struct chip {
	const char *name;
	const struct chip_ops *ops;
	int queues;
};

static size_t small_bytes(int queues)
{
	return queues * SZ_4K;
}

static size_t large_bytes(int queues)
{
	return queues * SZ_1M;
}

static const struct chip_ops small_ops = { .bytes = small_bytes };
static struct chip_ops large_ops = { .bytes = large_bytes };

static const struct chip chips[] = {
	{ "a", &small_ops, 4 }, { "b", &small_ops, 16 },
};

void *ops_of_small(void)
{
	return kmalloc(small_ops.bytes(8), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(ops_of_small);

void *ops_of_large(void)
{
	struct chip chip = { .ops = &large_ops, .queues = 8 };

	return kmalloc(chip.ops->bytes(chip.queues), GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(ops_of_large);

void *ops_of_either(bool is_large)
{
	const struct chip_ops *ops = is_large ? &large_ops : &small_ops;

	return kmalloc(ops->bytes(8), GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(ops_of_either);

void *ops_of_second(void)
{
	return kmalloc(chips[1].ops->bytes(chips[1].queues), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(ops_of_second);

MODULE_LICENSE("GPL");
