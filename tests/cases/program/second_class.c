// SPDX-License-Identifier: GPL-2.0
/*
 * Module parameters, registers and firmware are notes: silent at the default
 * level.
 */
#include <linux/firmware.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

static unsigned int ring_entries = 256;
module_param(ring_entries, uint, 0444);

static int second_probe(struct platform_device *pdev)
{
	const struct firmware *fw;
	void __iomem *regs;
	void *ring, *sram, *image;

	regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(regs))
		return PTR_ERR(regs);
	ring = kcalloc(ring_entries, 64, GFP_KERNEL);	/* ok: oversize-user -- a note */
	sram = kmalloc(readl(regs + 0x40), GFP_KERNEL);	/* ok: oversize-user -- a note */
	if (!request_firmware(&fw, "km-case.bin", &pdev->dev)) {
		image = kmalloc(fw->size, GFP_KERNEL);	/* ok: oversize-user -- a note */
		kfree(image);
		release_firmware(fw);
	}
	kfree(sram);
	kfree(ring);
	return 0;
}

static struct platform_driver second_driver = {
	.probe = second_probe,
	.driver = { .name = "km-second" },
};
module_platform_driver(second_driver);

MODULE_DESCRIPTION("kmcheck case: second class");
MODULE_LICENSE("GPL");
