// SPDX-License-Identifier: GPL-2.0
/*
 * A user's size checked against KMALLOC_MAX_SIZE leaves no room for the devm
 * header.
 */
#include <linux/device.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/slab.h>

static ssize_t log_store(struct device *dev, struct device_attribute *attr,
			 const char *buf, size_t count)
{
	size_t bytes;
	void *p;

	if (kstrtoul(buf, 0, &bytes))
		return -EINVAL;
	if (bytes > KMALLOC_MAX_SIZE)
		return -E2BIG;
	p = devm_kmalloc(dev, bytes, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	if (!p)
		return -ENOMEM;
	devm_kfree(dev, p);
	p = kmalloc(bytes, GFP_KERNEL);		/* ok: oversize-bound -- exactly the limit */
	kfree(p);
	return count;
}
static DEVICE_ATTR_WO(log);

struct device_attribute *devm_user_attribute(void)
{
	return &dev_attr_log;
}
EXPORT_SYMBOL_GPL(devm_user_attribute);

MODULE_DESCRIPTION("kmcheck case: devm user");
MODULE_LICENSE("GPL");
