// SPDX-License-Identifier: GPL-2.0
/*
 * Two fields whose storers read each other's: whichever is asked for first, in
 * the end both are known.
 */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "../km.h"

#define LEO_RAW 7

struct leo_clock {
	u32 n, kind;
	u32 used, mode;
};

static ssize_t n_store(struct device *dev, struct device_attribute *attr,
		       const char *buf, size_t count)
{
	struct leo_clock *c = dev_get_drvdata(dev);
	u32 n;

	if (kstrtou32(buf, 0, &n))
		return -EINVAL;
	/* nobody sets that kind */
	if (c->kind != LEO_RAW && n > 1024)
		return -ERANGE;
	c->n = n;
	return count;
}
static DEVICE_ATTR_WO(n);

static ssize_t kind_store(struct device *dev, struct device_attribute *attr,
			  const char *buf, size_t count)
{
	struct leo_clock *c = dev_get_drvdata(dev);
	u32 kind;

	if (kstrtou32(buf, 0, &kind) || kind > 3 || (kind && c->n > 16))
		return -EINVAL;
	c->kind = kind + 1;
	return count;
}
static DEVICE_ATTR_WO(kind);

/* the same, but this mode can be set */
static ssize_t used_store(struct device *dev, struct device_attribute *attr,
			  const char *buf, size_t count)
{
	struct leo_clock *c = dev_get_drvdata(dev);
	u32 used;

	if (kstrtou32(buf, 0, &used))
		return -EINVAL;
	if (c->mode != LEO_RAW && used > 1024)
		return -ERANGE;
	c->used = used;
	return count;
}
static DEVICE_ATTR_WO(used);

static ssize_t mode_store(struct device *dev, struct device_attribute *attr,
			  const char *buf, size_t count)
{
	struct leo_clock *c = dev_get_drvdata(dev);
	u32 mode;

	if (kstrtou32(buf, 0, &mode) || mode > 6 || (mode && c->used > 16))
		return -EINVAL;
	c->mode = mode + 1;
	return count;
}
static DEVICE_ATTR_WO(mode);

int leo_add(struct device *dev)
{
	struct leo_clock *c = kzalloc(sizeof(*c), GFP_KERNEL);

	if (!c)
		return -ENOMEM;
	c->kind = 1;
	c->mode = 1;
	dev_set_drvdata(dev, c);
	return device_create_file(dev, &dev_attr_n) ?:
	       device_create_file(dev, &dev_attr_kind) ?:
	       device_create_file(dev, &dev_attr_used) ?:
	       device_create_file(dev, &dev_attr_mode);
}
EXPORT_SYMBOL_GPL(leo_add);

void *leo_all(struct leo_clock *c)
{
	return kcalloc(c->kind + c->mode, 4096, GFP_KERNEL);	/* ok: oversize-user */
}
EXPORT_SYMBOL_GPL(leo_all);

void *leo_some(struct leo_clock *c)
{
	return kzalloc(sizeof(int) * c->n, GFP_KERNEL);	/* ok: oversize-user */
}
EXPORT_SYMBOL_GPL(leo_some);

void *leo_used(struct leo_clock *c)
{
	return kzalloc(sizeof(int) * c->used, GFP_KERNEL);	/* expect: warning[oversize-user] */
}
EXPORT_SYMBOL_GPL(leo_used);

MODULE_DESCRIPTION("kmcheck case: fields that depend on each other");
MODULE_LICENSE("GPL");
