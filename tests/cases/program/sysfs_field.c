// SPDX-License-Identifier: GPL-2.0
/*
 * A device attribute stores a field that start() uses: one checks, one does
 * not.
 */
#include <linux/device.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct daq {
	u32 samples;
	u32 channels;
	s16 *buf;
	u64 *stamps;
};

static ssize_t samples_store(struct device *dev, struct device_attribute *attr,
			     const char *buf, size_t count)
{
	struct daq *daq = dev_get_drvdata(dev);
	u32 val;

	if (kstrtou32(buf, 0, &val))
		return -EINVAL;
	daq->samples = val;
	return count;
}
static DEVICE_ATTR_WO(samples);

static ssize_t channels_store(struct device *dev,
			      struct device_attribute *attr, const char *buf,
			      size_t count)
{
	struct daq *daq = dev_get_drvdata(dev);
	u32 val;

	if (kstrtou32(buf, 0, &val) || val > 16)
		return -EINVAL;
	daq->channels = val;
	return count;
}
static DEVICE_ATTR_WO(channels);

static ssize_t start_store(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t count)
{
	struct daq *daq = dev_get_drvdata(dev);

	kfree(daq->buf);
	daq->buf = kcalloc(daq->samples, sizeof(*daq->buf), GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(daq->stamps);
	daq->stamps = kcalloc(daq->channels, sizeof(*daq->stamps), GFP_KERNEL);	/* ok: oversize-user -- 16 channels */
	return daq->buf && daq->stamps ? count : -ENOMEM;
}
static DEVICE_ATTR_WO(start);

static struct attribute *daq_attrs[] = {
	&dev_attr_samples.attr, &dev_attr_channels.attr, &dev_attr_start.attr,
	NULL
};
ATTRIBUTE_GROUPS(daq);

static int daq_probe(struct platform_device *pdev)
{
	struct daq *daq = devm_kzalloc(&pdev->dev, sizeof(*daq), GFP_KERNEL);

	if (!daq)
		return -ENOMEM;
	daq->samples = 1024;
	daq->channels = 4;
	platform_set_drvdata(pdev, daq);
	return 0;
}

static struct platform_driver daq_driver = {
	.probe = daq_probe,
	.driver = {
		.name = "km-daq",
		.dev_groups = daq_groups,
	},
};
module_platform_driver(daq_driver);

MODULE_DESCRIPTION("kmcheck case: sysfs field");
MODULE_LICENSE("GPL");
