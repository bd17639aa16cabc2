// SPDX-License-Identifier: GPL-2.0
/* A proc file's write, and one that stops at a line. */
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static ssize_t rules_write(struct file *file, const char __user *ubuf,
			   size_t count, loff_t *ppos)
{
	char *buf = kzalloc(count + 1, GFP_KERNEL);	/* expect: warning[oversize-user] */
	ssize_t ret = count;

	if (!buf)
		return -ENOMEM;
	if (copy_from_user(buf, ubuf, count))
		ret = -EFAULT;
	kfree(buf);
	return ret;
}

static ssize_t line_write(struct file *file, const char __user *ubuf,
			  size_t count, loff_t *ppos)
{
	ssize_t ret = count;
	char *buf;

	if (count >= 128)
		return -EINVAL;
	buf = kzalloc(count + 1, GFP_KERNEL);	/* ok: oversize-user */
	if (!buf)
		return -ENOMEM;
	if (copy_from_user(buf, ubuf, count))
		ret = -EFAULT;
	kfree(buf);
	return ret;
}

static const struct proc_ops rules_ops = { .proc_write = rules_write };
static const struct proc_ops line_ops = { .proc_write = line_write };

static int __init proc_write_init(void)
{
	if (!proc_create("km_rules", 0200, NULL, &rules_ops))
		return -ENOMEM;
	if (!proc_create("km_line", 0200, NULL, &line_ops)) {
		remove_proc_entry("km_rules", NULL);
		return -ENOMEM;
	}
	return 0;
}
module_init(proc_write_init);

static void __exit proc_write_exit(void)
{
	remove_proc_entry("km_line", NULL);
	remove_proc_entry("km_rules", NULL);
}
module_exit(proc_write_exit);

MODULE_DESCRIPTION("kmcheck case: proc write");
MODULE_LICENSE("GPL");
