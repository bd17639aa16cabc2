// SPDX-License-Identifier: GPL-2.0
/* A length is refused with an error pointer: who goes on has a short one. */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static char *ep_take(const char __user *buf, size_t size)
{
	char *page;

	if (size > PAGE_SIZE - 1)
		return ERR_PTR(-EFBIG);
	page = (char *)get_zeroed_page(GFP_KERNEL);
	if (!page)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(page, buf, size)) {
		free_page((unsigned long)page);
		return ERR_PTR(-EFAULT);
	}
	return page;
}

static ssize_t ep_write(struct file *file, const char __user *buf, size_t size,
			loff_t *pos)
{
	char *page = ep_take(buf, size), *copy;

	if (IS_ERR(page))
		return PTR_ERR(page);
	copy = kzalloc(size + 1, GFP_KERNEL);	/* ok: oversize-user -- a page at most */
	kfree(copy);
	free_page((unsigned long)page);
	return copy ? size : -ENOMEM;
}

static ssize_t ep_write_unchecked(struct file *file, const char __user *buf,
				  size_t size, loff_t *pos)
{
	char *copy = kzalloc(size + 1, GFP_KERNEL);	/* expect: warning[oversize-user] */

	kfree(copy);
	return copy ? size : -ENOMEM;
}

const struct file_operations ep_fops = {
	.owner = THIS_MODULE,
	.write = ep_write,
};

const struct file_operations ep_unchecked_fops = {
	.owner = THIS_MODULE,
	.write = ep_write_unchecked,
};

MODULE_DESCRIPTION("kmcheck cases: lengths refused with error pointers");
MODULE_LICENSE("GPL");
