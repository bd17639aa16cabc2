// SPDX-License-Identifier: GPL-2.0
/*
 * A resize that copies: the new count is checked against the type's and the
 * allocator's limit.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/overflow.h>
#include <linux/slab.h>

struct slot {
	u64 key;
	u64 value;
	u32 hits;
	u32 flags;
};

struct table {
	u32 count;
	struct slot slots[];
};

static DEFINE_MUTEX(table_lock);
static struct table *table;

static int table_resize(u32 count)
{
	struct table *fresh;

	if (count > (KMALLOC_MAX_SIZE - sizeof(*fresh)) / sizeof(struct slot))
		return -E2BIG;
	fresh = kzalloc(struct_size(fresh, slots, count), GFP_KERNEL);	/* ok: oversize-user -- checked to the slot */
	if (!fresh)
		return -ENOMEM;
	fresh->count = count;
	mutex_lock(&table_lock);
	if (table)
		memcpy(fresh->slots, table->slots,
		       flex_array_size(table, slots, min(count, table->count)));
	swap(table, fresh);
	mutex_unlock(&table_lock);
	kfree(fresh);
	return 0;
}

static long resize_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	return table_resize(arg);
}

static const struct file_operations resize_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = resize_ioctl,
};

static struct miscdevice resize_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-resize",
	.fops = &resize_fops,
};
module_misc_device(resize_misc);

MODULE_DESCRIPTION("kmcheck case: refcounted table");
MODULE_LICENSE("GPL");
