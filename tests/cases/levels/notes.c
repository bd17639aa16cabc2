// SPDX-License-Identifier: GPL-2.0
/* test-options: --level note */
/* With --level note the second class of sources is heard. */
#include <linux/firmware.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static unsigned int ring_entries = 256;
module_param(ring_entries, uint, 0444);

static unsigned int lanes = 2;
module_param(lanes, uint, 0444);

static int notes_probe(struct platform_device *pdev)
{
	const struct firmware *fw;
	void __iomem *regs;
	void *ring, *sram, *image, *lane, *small;
	u32 words;

	regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(regs))
		return PTR_ERR(regs);
	ring = kcalloc(ring_entries, 64, GFP_KERNEL);	/* expect: note[oversize-user] */
	sram = kmalloc(readl(regs + 0x40), GFP_KERNEL);	/* expect: note[oversize-user] */
	if (!request_firmware(&fw, "km-case.bin", &pdev->dev)) {
		image = kmalloc(fw->size, GFP_KERNEL);	/* expect: note[oversize-user] */
		kfree(image);
		release_firmware(fw);
	}
	if (lanes > 16)
		lanes = 16;
	lane = kcalloc(lanes, SZ_4K, GFP_KERNEL);	/* ok: oversize-user -- clamped */
	words = readl(regs + 0x44) & 0xffff;
	small = kcalloc(words, 4, GFP_KERNEL);		/* ok: oversize-user -- masked */
	kfree(small);
	kfree(lane);
	kfree(sram);
	kfree(ring);
	return 0;
}

static struct platform_driver notes_driver = {
	.probe = notes_probe,
	.driver = { .name = "km-notes" },
};
module_platform_driver(notes_driver);

MODULE_DESCRIPTION("kmcheck case: notes");
MODULE_LICENSE("GPL");
