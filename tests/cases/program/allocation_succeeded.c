// SPDX-License-Identifier: GPL-2.0
/*
 * What a call has allocated was not too large: the next of its size is not. Two
 * of one function are told together, for they are mended together.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static int as_find(u32 n, void **out)
{
	void *p = kmalloc_array(n, 8, GFP_KERNEL);	/* expect: warning[oversize-user] "34359738360" */

	if (!p)
		return -ENOMEM;
	*out = p;
	return 0;
}

int as_array(u32 __user *user)
{
	void *found, *same, *larger;
	u32 n;

	if (get_user(n, user))
		return -EFAULT;
	if (as_find(n, &found))
		return -ENOMEM;
	same = kmalloc_array(n, 8, GFP_KERNEL);	/* ok: oversize-user -- 4194304 at most */
	larger = kmalloc_array(n, 64, GFP_KERNEL);	/* expect: warning[oversize-user] "33554432" */
	kfree(larger);
	kfree(same);
	kfree(found);
	return 0;
}
EXPORT_SYMBOL_GPL(as_array);

int as_together(u32 __user *user)
{
	void *first, *second;
	u32 n;

	if (get_user(n, user))
		return -EFAULT;
	first = kmalloc(n, GFP_KERNEL);		/* expect: warning[oversize-user] */
	if (!first)
		return -ENOMEM;
	second = kmalloc(n, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(second);
	kfree(first);
	return second ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(as_together);

MODULE_DESCRIPTION("kmcheck cases: what an allocation's success tells");
MODULE_LICENSE("GPL");
