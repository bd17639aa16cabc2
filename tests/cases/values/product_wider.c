// SPDX-License-Identifier: GPL-2.0
/* What was checked in 64 bits is asked for in 32. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sizes.h>
#include <linux/uaccess.h>

struct shape {
	__u32 rows, columns, extra;
};

int product_checked_wider(const struct shape __user *from)
{
	struct shape s;

	if (copy_from_user(&s, from, sizeof(s)))
		return -EFAULT;
	if ((u64)s.rows * s.columns > SZ_4M)
		return -EINVAL;
	kfree(kmalloc(s.rows * s.columns, GFP_KERNEL));	/* ok: oversize-user */
	kfree(kmalloc(s.columns * s.rows * 2, GFP_KERNEL));	/* expect: warning[oversize-bound] "8388608" */
	if ((u64)s.extra + s.rows > SZ_4M)
		return -EINVAL;
	kfree(kmalloc(s.rows + s.extra, GFP_KERNEL));	/* ok: oversize-user */
	return 0;
}
EXPORT_SYMBOL_GPL(product_checked_wider);

int product_checked_narrow(const struct shape __user *from)
{
	struct shape s;

	if (copy_from_user(&s, from, sizeof(s)))
		return -EFAULT;
	if (s.rows * s.columns > SZ_4M)
		return -EINVAL;
	kfree(kmalloc((size_t)s.rows * s.columns, GFP_KERNEL));	/* expect: warning[oversize-user] */
	return 0;
}
EXPORT_SYMBOL_GPL(product_checked_narrow);

MODULE_LICENSE("GPL");
