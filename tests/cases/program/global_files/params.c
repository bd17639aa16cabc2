// SPDX-License-Identifier: GPL-2.0
/* A global that a sysfs store in this file sets is used in the other file. */
#include <linux/kobject.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "pool.h"

u32 pool_bytes = 4096;
u32 pool_limit = 4096;

static ssize_t bytes_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	int ret = kstrtou32(buf, 0, &pool_bytes);

	if (ret)
		return ret;
	ret = pool_start();
	return ret ? ret : count;
}

static ssize_t limit_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	u32 limit;
	int ret = kstrtou32(buf, 0, &limit);

	if (ret)
		return ret;
	if (limit < 512 || limit > 65536)
		return -ERANGE;
	pool_limit = limit;
	ret = pool_start_limited();
	return ret ? ret : count;
}

static struct kobj_attribute bytes_attr = __ATTR_WO(bytes);
static struct kobj_attribute limit_attr = __ATTR_WO(limit);
static struct attribute *pool_attrs[] = {
	&bytes_attr.attr, &limit_attr.attr, NULL
};
static const struct attribute_group pool_group = { .attrs = pool_attrs };
static struct kobject *pool_kobj;

static int __init params_init(void)
{
	pool_kobj = kobject_create_and_add("km_pool", kernel_kobj);
	if (!pool_kobj)
		return -ENOMEM;
	return sysfs_create_group(pool_kobj, &pool_group);
}
module_init(params_init);

static void __exit params_exit(void)
{
	kobject_put(pool_kobj);
	pool_stop();
}
module_exit(params_exit);

MODULE_DESCRIPTION("kmcheck case: params");
MODULE_LICENSE("GPL");
