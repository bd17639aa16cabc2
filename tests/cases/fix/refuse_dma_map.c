// SPDX-License-Identifier: GPL-2.0
/* Mapped for DMA. */
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
	dma_map_single(device, refused, SZ_8M, DMA_TO_DEVICE);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_dma_map_init(void)
{
	return setup();
}

static void __exit refuse_dma_map_exit(void)
{
	teardown();
}

module_init(refuse_dma_map_init);
module_exit(refuse_dma_map_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_dma_map");
MODULE_LICENSE("GPL");
