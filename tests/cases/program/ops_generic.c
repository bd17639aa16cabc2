// SPDX-License-Identifier: GPL-2.0
/*
 * An attribute's store is chosen by its type, as DEVICE_ATTR() does from 7.1 on:
 * which of the two it is, is known.
 */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/slab.h>

typedef ssize_t const_store(struct device *dev,
			    const struct device_attribute *attr,
			    const char *page, size_t len);

#define STORE(_store) \
	.store = _Generic(_store, const_store * : (void *)_store, \
			  default : _store)

static ssize_t cut_store(struct device *dev, struct device_attribute *attr,
			 const char *page, size_t len)
{
	char *copy = kmemdup(page, len - 2, GFP_KERNEL);	/* expect: warning[oversize-user] "sysfs" */

	kfree(copy);
	return copy ? len : -ENOMEM;
}

static ssize_t kept_store(struct device *dev,
			  const struct device_attribute *attr,
			  const char *page, size_t len)
{
	char *copy = kmalloc(len * 2048, GFP_KERNEL);	/* expect: warning[oversize-user] "8388608" */

	kfree(copy);
	return copy ? len : -ENOMEM;
}

static ssize_t whole_store(struct device *dev, struct device_attribute *attr,
			   const char *page, size_t len)
{
	char *copy = kmemdup(page, len, GFP_KERNEL);	/* ok: oversize-user -- a page */

	kfree(copy);
	return copy ? len : -ENOMEM;
}

const struct device_attribute ops_generic[] = {
	{ .attr = { .name = "cut", .mode = 0200 }, STORE(cut_store) },
	{ .attr = { .name = "kept", .mode = 0200 }, STORE(kept_store) },
	{ .attr = { .name = "whole", .mode = 0200 }, STORE(whole_store) },
};
EXPORT_SYMBOL_GPL(ops_generic);

MODULE_DESCRIPTION("kmcheck case: an operation chosen by _Generic");
MODULE_LICENSE("GPL");
