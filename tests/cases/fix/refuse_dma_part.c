// SPDX-License-Identifier: GPL-2.0
/* A part of it is mapped for DMA. */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct device *device;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "mapped for DMA" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	dma_map_single(device, refused + 64, SZ_4K, DMA_FROM_DEVICE);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_dma_part_init(void)
{
	return setup();
}

static void __exit refuse_dma_part_exit(void)
{
	teardown();
}

module_init(refuse_dma_part_init);
module_exit(refuse_dma_part_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_dma_part");
MODULE_LICENSE("GPL");
