// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.1 */
/* An extended attribute's value is at most 64 KiB. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/xattr.h>

static int km_xattr_set(const struct xattr_handler *handler,
			struct user_namespace *ns, struct dentry *dentry,
			struct inode *inode, const char *name,
			const void *value, size_t size, int flags)
{
	void *copy = kmemdup(value, size, GFP_KERNEL);	/* ok: oversize-user -- XATTR_SIZE_MAX */

	if (!copy)
		return -ENOMEM;
	kfree(copy);
	return 0;
}

const struct xattr_handler km_xattr_handler = {
	.prefix = "user.km.",
	.set = km_xattr_set,
};
EXPORT_SYMBOL_GPL(km_xattr_handler);

MODULE_DESCRIPTION("kmcheck case: xattr value");
MODULE_LICENSE("GPL");
