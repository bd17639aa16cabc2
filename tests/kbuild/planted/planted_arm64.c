// SPDX-License-Identifier: GPL-2.0
/* For a build folder of arm64, whose managed header has 128 bytes. */
#include <linux/device.h>
#include <linux/module.h>

void arm64_managed(struct device *dev, void **out);

void arm64_managed(struct device *dev, void **out)
{
	out[0] = devm_kzalloc(dev, 4194176, GFP_KERNEL);
	out[1] = devm_kzalloc(dev, 4194177, GFP_KERNEL);	/* expect: error[oversize-constant] */
}
MODULE_DESCRIPTION("kmcheck: another architecture");
MODULE_LICENSE("GPL");
