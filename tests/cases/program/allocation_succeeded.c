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

struct as_filter {
	u32 mode, n;
	struct {
		u8 name[128];
	} list[];
};

/* Who calls this has a copy of the filter, which did not fail. */
static void *as_short(u32 n)
{
	return kmalloc(n * 4ul + 16, GFP_KERNEL);	/* ok: oversize-bound|oversize-user -- 131 KiB */
}

void *as_filter(const void __user *user, size_t len)
{
	struct as_filter *filter;
	void *p = NULL;

	if (len < sizeof(*filter))
		return NULL;
	filter = memdup_user(user, len);
	if (IS_ERR(filter))
		return filter;
	if (filter->n < 0x1ffffff &&
	    struct_size(filter, list, filter->n) <= len)
		p = as_short(filter->n);
	kfree(filter);
	return p;
}
EXPORT_SYMBOL_GPL(as_filter);

static void *as_unchecked(u32 n)
{
	return kmalloc(n * 4ul + 16, GFP_KERNEL);	/* expect: warning[oversize-bound] "134217736" */
}

/* It may be an error pointer all the same. */
void *as_not_tested(const void __user *user, size_t len)
{
	struct as_filter *filter = memdup_user(user, len);
	void *p = NULL;

	if (filter->n < 0x1ffffff &&
	    struct_size(filter, list, filter->n) <= len)
		p = as_unchecked(filter->n);
	kfree(filter);
	return p;
}
EXPORT_SYMBOL_GPL(as_not_tested);

MODULE_DESCRIPTION("kmcheck cases: what an allocation's success tells");
MODULE_LICENSE("GPL");
