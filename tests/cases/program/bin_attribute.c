// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.1 */
/*
 * A binary sysfs attribute: the count is at most a page, the offset is
 * anything.
 */
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

static ssize_t image_write(struct file *file, struct kobject *kobj,
			   struct bin_attribute *attr, char *buf, loff_t off,
			   size_t count)
{
	void *part = kmemdup(buf, count, GFP_KERNEL);	/* ok: oversize-user -- a page */
	void *whole = kzalloc(off + count, GFP_KERNEL);	/* expect: warning[oversize-user] */

	kfree(whole);
	kfree(part);
	return count;
}

static struct bin_attribute image_attr = {
	.attr = { .name = "image", .mode = 0200 },
	.write = image_write,
};
static struct kobject *image_kobj;

static int __init bin_attribute_init(void)
{
	image_kobj = kobject_create_and_add("km_image", kernel_kobj);
	if (!image_kobj)
		return -ENOMEM;
	return sysfs_create_bin_file(image_kobj, &image_attr);
}
module_init(bin_attribute_init);

static void __exit bin_attribute_exit(void)
{
	sysfs_remove_bin_file(image_kobj, &image_attr);
	kobject_put(image_kobj);
}
module_exit(bin_attribute_exit);

MODULE_DESCRIPTION("kmcheck case: bin attribute");
MODULE_LICENSE("GPL");
