// SPDX-License-Identifier: GPL-2.0
/* Of two objects of a kind, the device sees one. */
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct ring {
	u8 *entries;
	dma_addr_t address;
};

static struct device *device;
static struct ring hardware, shadow;

static int setup(void)
{
	hardware.entries = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "mapped for DMA" */
	shadow.entries = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!hardware.entries || !shadow.entries) {
		kfree(hardware.entries);
		kfree(shadow.entries);
		return -ENOMEM;
	}
	memset(shadow.entries, 1, SZ_8M);
	if (device)
		hardware.address = dma_map_single(device, hardware.entries,
						  SZ_8M, DMA_TO_DEVICE);
	return 0;
}

static void teardown(void)
{
	kfree(hardware.entries);
	kfree(shadow.entries);
}

static int __init refuse_object_dma_init(void)
{
	return setup();
}

static void __exit refuse_object_dma_exit(void)
{
	teardown();
}

module_init(refuse_object_dma_init);
module_exit(refuse_object_dma_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_object_dma");
MODULE_LICENSE("GPL");
