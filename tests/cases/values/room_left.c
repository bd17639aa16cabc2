// SPDX-License-Identifier: GPL-2.0
/* A part is checked against what is left of the whole. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sizes.h>
#include <linux/uaccess.h>

struct span {
	__u32 offset, length;
};

int room_after_offset(const struct span __user *from)
{
	struct span s;

	if (copy_from_user(&s, from, sizeof(s)))
		return -EFAULT;
	if (s.length > SZ_1M || s.offset > SZ_1M - s.length)
		return -EINVAL;
	kfree(kmalloc((s.offset + s.length) * 4, GFP_KERNEL));	/* ok: oversize-bound -- 1 MiB together */
	kfree(kmalloc((s.offset + s.length) * 5, GFP_KERNEL));	/* expect: warning[oversize-bound] "5242880" */
	return 0;
}
EXPORT_SYMBOL_GPL(room_after_offset);

/* the difference may wrap */
int room_not_checked(const struct span __user *from)
{
	struct span s;

	if (copy_from_user(&s, from, sizeof(s)))
		return -EFAULT;
	if (s.offset > SZ_1M - s.length)
		return -EINVAL;
	kfree(kmalloc((size_t)s.offset + s.length, GFP_KERNEL));	/* expect: warning[oversize-user] */
	return 0;
}
EXPORT_SYMBOL_GPL(room_not_checked);

int room_in_loop(const __u32 __user *from, int n)
{
	size_t total = 0;
	u32 part;
	int i;

	for (i = 0; i < n; i++) {
		if (get_user(part, from + i))
			return -EFAULT;
		if (part > SZ_4M - total)
			break;
		total += part;
	}
	kfree(kmalloc(total, GFP_KERNEL));	/* ok: oversize-user -- never more than 4 MiB */
	kfree(kmalloc(total + 1, GFP_KERNEL));	/* expect: warning[oversize-bound] "4194305" */
	return 0;
}
EXPORT_SYMBOL_GPL(room_in_loop);

MODULE_LICENSE("GPL");
