// SPDX-License-Identifier: GPL-2.0
/*
 * A record says how long it is and how long its parts are: what is left after
 * them was checked not to be negative, in whatever way the check is written.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct entry {
	__u16 length;
	__u8 name;
	__u32 total, head;
};

int record_left_signed(const struct entry __user *from)
{
	struct entry e;

	if (copy_from_user(&e, from, sizeof(e)) || e.length < e.name + 8)
		return -EFAULT;
	kfree(kmalloc(e.length - e.name, GFP_KERNEL));	/* ok: oversize-user */
	kfree(kmalloc(e.length - e.name - 8, GFP_KERNEL));	/* ok: oversize-user */
	kfree(kmalloc(e.length - 8 - e.name, GFP_KERNEL));	/* ok: oversize-user */
	kfree(kmalloc(e.length - (8 + e.name), GFP_KERNEL));	/* ok: oversize-user */
	kfree(kmalloc(e.length - e.name - 9, GFP_KERNEL));	/* expect: warning[oversize-user] */
	return 0;
}
EXPORT_SYMBOL_GPL(record_left_signed);

int record_left_unsigned(const struct entry __user *from)
{
	struct entry e;

	/* that head is small is said after the sum was compared */
	if (copy_from_user(&e, from, sizeof(e)) || e.total > 65536 ||
	    e.head + 12 > e.total || e.head > 4096)
		return -EFAULT;
	kfree(kmalloc(e.total - e.head, GFP_KERNEL));	/* ok: oversize-user */
	kfree(kmalloc(e.total - e.head - 12, GFP_KERNEL));	/* ok: oversize-user */
	return 0;
}
EXPORT_SYMBOL_GPL(record_left_unsigned);

int record_left_of_sum(const struct entry __user *from)
{
	struct entry e;
	size_t need;

	if (copy_from_user(&e, from, sizeof(e)))
		return -EFAULT;
	need = sizeof(e) + e.name;
	if (e.length < need)
		return -EINVAL;
	kfree(kmalloc(e.length - need, GFP_KERNEL));	/* ok: oversize-user */
	kfree(kmalloc(e.length - sizeof(e), GFP_KERNEL));	/* ok: oversize-user */
	kfree(kmalloc(e.length - sizeof(e) - e.name, GFP_KERNEL));	/* ok: oversize-user */
	if (e.total > 65536 || (size_t)e.total < (size_t)e.head + e.name)
		return -EINVAL;
	kfree(kmalloc(e.total - e.head - e.name, GFP_KERNEL));	/* ok: oversize-user */
	kfree(kmalloc(e.total - (e.head + e.name), GFP_KERNEL));	/* ok: oversize-user */
	return 0;
}
EXPORT_SYMBOL_GPL(record_left_of_sum);

MODULE_LICENSE("GPL");
