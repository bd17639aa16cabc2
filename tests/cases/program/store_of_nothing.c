// SPDX-License-Identifier: GPL-2.0
/* A sysfs file's store is called with something, and with a page at most. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/slab.h>

static ssize_t trimmed_store(struct device *dev, struct device_attribute *attr,
			     const char *page, size_t len)
{
	size_t used = len;
	char *copy;

	if (page[used - 1] == '\n')
		used--;
	copy = kmemdup(page, used, GFP_KERNEL);	/* ok: oversize-user -- 4096 at most, and not -1 */
	kfree(copy);
	return copy ? len : -ENOMEM;
}
static DEVICE_ATTR_WO(trimmed);

static ssize_t shortened_store(struct device *dev,
			       struct device_attribute *attr,
			       const char *page, size_t len)
{
	char *copy = kmemdup(page, len - 2, GFP_KERNEL);	/* expect: warning[oversize-user] */

	kfree(copy);
	return copy ? len : -ENOMEM;
}
static DEVICE_ATTR_WO(shortened);

const struct device_attribute *store_of_nothing(bool shorter)
{
	return shorter ? &dev_attr_shortened : &dev_attr_trimmed;
}

MODULE_DESCRIPTION("kmcheck cases: how long a store is");
MODULE_LICENSE("GPL");
