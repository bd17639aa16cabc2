// SPDX-License-Identifier: GPL-2.0
/*
 * A sysfs store: the count is at most a page, a number parsed from it is
 * anything.
 */
#include <linux/kobject.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

static void *kept;

static ssize_t text_store(struct kobject *kobj, struct kobj_attribute *attr,
			  const char *buf, size_t count)
{
	char *copy = kmalloc(count + 1, GFP_KERNEL);	/* ok: oversize-user -- a store is at most a page */

	if (!copy)
		return -ENOMEM;
	memcpy(copy, buf, count);
	kfree(copy);
	return count;
}

static ssize_t bytes_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	unsigned int bytes;
	int ret = kstrtouint(buf, 0, &bytes);

	if (ret)
		return ret;
	kfree(kept);
	kept = kzalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	return kept ? count : -ENOMEM;
}

static ssize_t blocks_store(struct kobject *kobj, struct kobj_attribute *attr,
			    const char *buf, size_t count)
{
	unsigned long blocks;
	int ret = kstrtoul(buf, 10, &blocks);

	if (ret)
		return ret;
	if (blocks == 0 || blocks > 64)
		return -ERANGE;
	kfree(kept);
	kept = kcalloc(blocks, SZ_4K, GFP_KERNEL);	/* ok: oversize-user -- 64 blocks */
	return kept ? count : -ENOMEM;
}

static struct kobj_attribute text_attr = __ATTR_WO(text);
static struct kobj_attribute bytes_attr = __ATTR_WO(bytes);
static struct kobj_attribute blocks_attr = __ATTR_WO(blocks);

static struct attribute *store_attrs[] = {
	&text_attr.attr, &bytes_attr.attr, &blocks_attr.attr, NULL
};

static const struct attribute_group store_group = { .attrs = store_attrs };
static struct kobject *store_kobj;

static int __init store_init(void)
{
	int ret;

	store_kobj = kobject_create_and_add("km_store", kernel_kobj);
	if (!store_kobj)
		return -ENOMEM;
	ret = sysfs_create_group(store_kobj, &store_group);
	if (ret)
		kobject_put(store_kobj);
	return ret;
}
module_init(store_init);

static void __exit store_exit(void)
{
	kobject_put(store_kobj);
	kfree(kept);
}
module_exit(store_exit);

MODULE_DESCRIPTION("kmcheck case: sysfs store");
MODULE_LICENSE("GPL");
