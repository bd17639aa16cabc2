// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.1 */
/* A constant table per model, reached through the id's driver data. */
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct model {
	const char *name;
	u32 sram_bytes;
	u32 fifo_depth;
};

enum { MODEL_A, MODEL_B, MODEL_C };

static const struct model models[] = {
	[MODEL_A] = { "a", SZ_256K, 64 },
	[MODEL_B] = { "b", SZ_1M, 128 },
	[MODEL_C] = { "c", SZ_8M, 256 },
};

struct board {
	const struct model *model;
	void *shadow;
	void *fifo;
};

static int board_probe(struct platform_device *pdev)
{
	const struct platform_device_id *id = platform_get_device_id(pdev);
	struct board *board;

	board = devm_kzalloc(&pdev->dev, sizeof(*board), GFP_KERNEL);
	if (!board)
		return -ENOMEM;
	board->model = &models[id->driver_data];
	board->fifo = devm_kcalloc(&pdev->dev, board->model->fifo_depth, SZ_4K, GFP_KERNEL);	/* ok: oversize-bound -- 1 MiB */
	board->shadow = kzalloc(board->model->sram_bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
	if (!board->fifo || !board->shadow) {
		kfree(board->shadow);
		return -ENOMEM;
	}
	platform_set_drvdata(pdev, board);
	return 0;
}

static int board_remove(struct platform_device *pdev)
{
	struct board *board = platform_get_drvdata(pdev);

	kfree(board->shadow);
	return 0;
}

static const struct platform_device_id board_ids[] = {
	{ "km-board-a", MODEL_A },
	{ "km-board-b", MODEL_B },
	{ "km-board-c", MODEL_C },
	{ }
};
MODULE_DEVICE_TABLE(platform, board_ids);

static struct platform_driver board_driver = {
	.probe = board_probe,
	.remove = board_remove,
	.id_table = board_ids,
	.driver = { .name = "km-board" },
};
module_platform_driver(board_driver);

MODULE_DESCRIPTION("kmcheck case: table models");
MODULE_LICENSE("GPL");
