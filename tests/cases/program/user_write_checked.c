// SPDX-License-Identifier: GPL-2.0
/* write(2) with a limit, and one that takes at most a page at a time. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static ssize_t checked_write(struct file *file, const char __user *ubuf,
			     size_t count, loff_t *ppos)
{
	char *buf;

	if (count > 16 * PAGE_SIZE)
		return -E2BIG;
	buf = kmalloc(count + 1, GFP_KERNEL);	/* ok: oversize-user -- 64 KiB and one */
	if (!buf)
		return -ENOMEM;
	kfree(buf);
	return count;
}

static ssize_t checked_read(struct file *file, char __user *ubuf, size_t count,
			    loff_t *ppos)
{
	size_t chunk = min_t(size_t, count, PAGE_SIZE);
	char *buf = kzalloc(chunk, GFP_KERNEL);	/* ok: oversize-user -- a page */
	ssize_t ret = chunk;

	if (!buf)
		return -ENOMEM;
	if (copy_to_user(ubuf, buf, chunk))
		ret = -EFAULT;
	kfree(buf);
	return ret;
}

static const struct file_operations checked_fops = {
	.owner = THIS_MODULE,
	.write = checked_write,
	.read = checked_read,
};

static struct miscdevice checked_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-checked",
	.fops = &checked_fops,
};
module_misc_device(checked_misc);

MODULE_DESCRIPTION("kmcheck case: user write checked");
MODULE_LICENSE("GPL");
