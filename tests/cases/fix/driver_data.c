// SPDX-License-Identifier: GPL-2.0
/* The device holds it. */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct board {
	u8 window[SZ_8M];
};

static struct platform_device *device;

static int setup(void)
{
	struct board *board;

	device = platform_device_register_simple("km_board", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	board = kzalloc(sizeof(*board), GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!board) {
		platform_device_unregister(device);
		return -ENOMEM;
	}
	platform_set_drvdata(device, board);
	return 0;
}

static void teardown(void)
{
	struct board *board = platform_get_drvdata(device);

	platform_device_unregister(device);
	kfree(board);
}

static int __init driver_data_init(void)
{
	return setup();
}

static void __exit driver_data_exit(void)
{
	teardown();
}

module_init(driver_data_init);
module_exit(driver_data_exit);

MODULE_DESCRIPTION("kmcheck case: driver_data");
MODULE_LICENSE("GPL");
