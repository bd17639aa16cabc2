// SPDX-License-Identifier: GPL-2.0
/* The file's position: user space chose it, but neither it nor the end of what
 * is transferred is negative, so the sum of position and length bounds both. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define PAGES_BYTES	1024

static char eeprom[PAGES_BYTES];

static int eeprom_copy(char *to, loff_t pos, size_t count)
{
	memcpy(to, eeprom + pos, count);
	return count;
}

static ssize_t eeprom_transfer(char __user *buf, size_t count, loff_t *ppos)
{
	char *copy;
	int n;

	if (*ppos + count > PAGES_BYTES)
		return -EINVAL;
	copy = kmalloc(count, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	if (!copy)
		return -ENOMEM;
	n = eeprom_copy(copy, *ppos, count);
	if (copy_to_user(buf, copy, n))
		n = -EFAULT;
	else
		*ppos += n;
	kfree(copy);
	return n;
}

static ssize_t eeprom_read(struct file *file, char __user *buf, size_t count,
			   loff_t *ppos)
{
	return eeprom_transfer(buf, count, ppos);
}

static ssize_t eeprom_write(struct file *file, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	loff_t end = *ppos + count;
	char *image;

	if (end > 16 * PAGES_BYTES)
		return -EFBIG;
	image = kzalloc(end, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	if (!image)
		return -ENOMEM;
	if (copy_from_user(image + *ppos, buf, count))
		count = -EFAULT;
	kfree(image);
	return count;
}

static const struct file_operations eeprom_fops = {
	.owner = THIS_MODULE,
	.read = eeprom_read,
	.write = eeprom_write,
};

static ssize_t log_read(struct file *file, char __user *buf, size_t count,
			loff_t *ppos)
{
	char *line;

	if (count > PAGES_BYTES)
		return -EINVAL;
	line = kzalloc(*ppos + count, GFP_KERNEL);	/* expect: warning[oversize-user] "file position" */
	if (!line)
		return -ENOMEM;
	kfree(line);
	return 0;
}

static ssize_t log_write(struct file *file, const char __user *buf,
			 size_t count, loff_t *ppos)
{
	char *log;

	if (count > PAGES_BYTES - *ppos)	/* wraps past the end */
		return -EFBIG;
	log = kzalloc(*ppos + count, GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!log)
		return -ENOMEM;
	kfree(log);
	return count;
}

static const struct file_operations log_fops = {
	.owner = THIS_MODULE,
	.read = log_read,
	.write = log_write,
};

const struct file_operations *positioned_files[] = { &eeprom_fops, &log_fops };

MODULE_DESCRIPTION("kmcheck case: file position");
MODULE_LICENSE("GPL");
