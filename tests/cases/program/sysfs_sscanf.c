// SPDX-License-Identifier: GPL-2.0
/* sscanf and simple_strtoul in a store. */
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

static ssize_t geometry_store(struct kobject *kobj,
			      struct kobj_attribute *attr, const char *buf,
			      size_t count)
{
	unsigned int cols, rows;
	u16 *cells;

	if (sscanf(buf, "%ux%u", &cols, &rows) != 2)
		return -EINVAL;
	cells = kcalloc(rows, cols * sizeof(*cells), GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!cells)
		return -ENOMEM;
	kfree(cells);
	return count;
}

static ssize_t window_store(struct kobject *kobj, struct kobj_attribute *attr,
			    const char *buf, size_t count)
{
	unsigned int cols, rows;
	u16 *cells;

	if (sscanf(buf, "%ux%u", &cols, &rows) != 2)
		return -EINVAL;
	if (cols > 256 || rows > 1024)
		return -ERANGE;
	cells = kcalloc(rows, cols * sizeof(*cells), GFP_KERNEL);	/* ok: oversize-user -- 512 KiB */
	if (!cells)
		return -ENOMEM;
	kfree(cells);
	return count;
}

static ssize_t depth_store(struct kobject *kobj, struct kobj_attribute *attr,
			   const char *buf, size_t count)
{
	unsigned long depth = simple_strtoul(buf, NULL, 0);
	void *fifo = kzalloc(depth, GFP_KERNEL);	/* expect: warning[oversize-user] */

	if (!fifo)
		return -ENOMEM;
	kfree(fifo);
	return count;
}

static struct kobj_attribute geometry_attr = __ATTR_WO(geometry);
static struct kobj_attribute window_attr = __ATTR_WO(window);
static struct kobj_attribute depth_attr = __ATTR_WO(depth);
static struct attribute *geo_attrs[] = {
	&geometry_attr.attr, &window_attr.attr, &depth_attr.attr, NULL
};
static const struct attribute_group geo_group = { .attrs = geo_attrs };
static struct kobject *geo_kobj;

static int __init geo_init(void)
{
	geo_kobj = kobject_create_and_add("km_geo", kernel_kobj);
	if (!geo_kobj)
		return -ENOMEM;
	return sysfs_create_group(geo_kobj, &geo_group);
}
module_init(geo_init);

static void __exit geo_exit(void)
{
	kobject_put(geo_kobj);
}
module_exit(geo_exit);

MODULE_DESCRIPTION("kmcheck case: sysfs sscanf");
MODULE_LICENSE("GPL");
