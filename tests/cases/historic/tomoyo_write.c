// SPDX-License-Identifier: GPL-2.0
/*
 * "tomoyo: don't emit warning in tomoyo_write_control()": a line's buffer doubles
 * while the writer goes on.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct policy_io {
	char *write_buf, *write_buf2;
	int writebuf_size, writebuf2_size, avail;
	struct mutex lock;
};

static int line_before(struct policy_io *head)
{
	const int len = head->writebuf_size * 2;
	char *cp = kzalloc(len, GFP_NOFS);	/* expect: warning[oversize-user|oversize-bound|oversize-growth] */

	if (!cp)
		return -ENOMEM;
	memmove(cp, head->write_buf, head->avail);
	kfree(head->write_buf);
	head->write_buf = cp;
	head->writebuf_size = len;
	return 0;
}

static int line_after(struct policy_io *head)
{
	const int len = head->writebuf2_size * 2;
	char *cp = kzalloc(len, GFP_NOFS | __GFP_NOWARN);	/* todo-fp: warning[oversize-growth] -- it warned, and no longer does */

	if (!cp)
		return -ENOMEM;
	memmove(cp, head->write_buf2, head->avail);
	kfree(head->write_buf2);
	head->write_buf2 = cp;
	head->writebuf2_size = len;
	return 0;
}

static ssize_t policy_io_write(struct file *file, const char __user *buf,
			       size_t count, loff_t *ppos)
{
	struct policy_io *head = file->private_data;
	size_t left = count;
	char c;

	while (left--) {
		if (get_user(c, buf++))
			return -EFAULT;
		if (head->avail >= head->writebuf_size - 1 &&
		    line_before(head))
			return -ENOMEM;
		if (head->avail >= head->writebuf2_size - 1 &&
		    line_after(head))
			return -ENOMEM;
		head->write_buf[head->avail] = c;
		head->write_buf2[head->avail++] = c;
	}
	return count;
}

static int policy_io_open(struct inode *inode, struct file *file)
{
	struct policy_io *head = kzalloc(sizeof(*head), GFP_NOFS);

	if (!head)
		return -ENOMEM;
	head->writebuf_size = 4096;
	head->writebuf2_size = 4096;
	head->write_buf = kzalloc(4096, GFP_NOFS);
	head->write_buf2 = kzalloc(4096, GFP_NOFS);
	file->private_data = head;
	return 0;
}

static const struct file_operations policy_io_fops = {
	.owner = THIS_MODULE,
	.open = policy_io_open,
	.write = policy_io_write,
};

static struct miscdevice policy_io_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-policy_io",
	.fops = &policy_io_fops,
};
module_misc_device(policy_io_misc);

MODULE_DESCRIPTION("kmcheck case: tomoyo write");
MODULE_LICENSE("GPL");
