// SPDX-License-Identifier: GPL-2.0
/* simple_write_to_buffer never gives more than the buffer has. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

static ssize_t cmd_write(struct file *file, const char __user *ubuf,
			 size_t count, loff_t *ppos)
{
	char local[128], *copy;
	ssize_t len = simple_write_to_buffer(local, sizeof(local) - 1, ppos,
					     ubuf, count);

	if (len < 0)
		return len;
	copy = kmalloc(len + 1, GFP_KERNEL);	/* ok: oversize-user -- 128 at most */
	if (!copy)
		return -ENOMEM;
	memcpy(copy, local, len);
	copy[len] = '\0';
	kfree(copy);
	return len;
}

static const struct file_operations cmd_fops = {
	.owner = THIS_MODULE,
	.write = cmd_write,
};

static struct miscdevice cmd_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-cmd",
	.fops = &cmd_fops,
};
module_misc_device(cmd_misc);

MODULE_DESCRIPTION("kmcheck case: write to buffer");
MODULE_LICENSE("GPL");
