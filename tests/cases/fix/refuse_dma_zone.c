// SPDX-License-Identifier: GPL-2.0
/* A zone that vmalloc does not keep. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL | GFP_DMA); /* expect: error[oversize-constant] */ /* refuse: "does not support GFP_DMA" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_dma_zone_init(void)
{
	return setup();
}

static void __exit refuse_dma_zone_exit(void)
{
	teardown();
}

module_init(refuse_dma_zone_init);
module_exit(refuse_dma_zone_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_dma_zone");
MODULE_LICENSE("GPL");
