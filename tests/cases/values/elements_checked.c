// SPDX-License-Identifier: GPL-2.0
/* An array that one loop checks, element by element, and another one uses. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "../km.h"

struct segment {
	u32 len;
	u32 offset;
};

struct request {
	u32 n;
	u32 flags;
	struct segment segments[16];
};

long elements_checked_memdup(const struct segment __user *from, u8 n)
{
	struct segment *s = memdup_user(from, n * sizeof(*s));
	long err = 0;
	u32 i;

	if (IS_ERR(s))
		return PTR_ERR(s);
	for (i = 0; i < n; i++) {
		if (s[i].len > SZ_16K) {
			err = -EINVAL;
			goto out;
		}
	}
	for (i = 0; i < n; i++) {
		kfree(kmalloc(s[i].len, GFP_KERNEL));	/* ok: oversize-user */
		kfree(kmalloc(s[i].offset, GFP_KERNEL));	/* expect: warning[oversize-user] */
	}
out:
	kfree(s);
	return err;
}
EXPORT_SYMBOL_GPL(elements_checked_memdup);

static noinline int check(const struct request *r)
{
	unsigned int i;

	if (r->n > ARRAY_SIZE(r->segments))
		return -EINVAL;
	for (i = 0; i < r->n; i++)
		if (!r->segments[i].len || r->segments[i].len > SZ_64K)
			return -EINVAL;
	return 0;
}

long elements_checked_by_helper(const void __user *from)
{
	struct request r;
	int i;

	if (copy_from_user(&r, from, sizeof(r)))
		return -EFAULT;
	if (check(&r))
		return -EINVAL;
	for (i = 0; i < r.n; i++) {
		struct segment *s = &r.segments[i];

		__km_range(s->len);			/* range: [1,65536] */
		kfree(kmalloc(s->len, GFP_KERNEL));	/* ok: oversize-user */
		kfree(kmalloc(s->len * 65, GFP_KERNEL));	/* expect: warning[oversize-bound] "4259840" */
	}
	return 0;
}
EXPORT_SYMBOL_GPL(elements_checked_by_helper);

long elements_checked_not_all(const void __user *from)
{
	struct request r;
	int i;

	if (copy_from_user(&r, from, sizeof(r)) || r.n > 8)
		return -EFAULT;
	for (i = 0; i < r.n; i++)
		if (r.segments[i].len > SZ_64K)
			return -EINVAL;
	for (i = 0; i < 16; i++)
		kfree(kmalloc(r.segments[i].len, GFP_KERNEL));	/* expect: warning[oversize-user] */
	return 0;
}
EXPORT_SYMBOL_GPL(elements_checked_not_all);

long elements_checked_some(const void __user *from)
{
	struct request r;
	int i;

	if (copy_from_user(&r, from, sizeof(r)) || r.n > 16)
		return -EFAULT;
	for (i = 0; i < r.n; i++)
		if (r.segments[i].offset && r.segments[i].len > SZ_64K)
			return -EINVAL;
	for (i = 0; i < r.n; i++)
		kfree(kmalloc(r.segments[i].len, GFP_KERNEL));	/* expect: warning[oversize-user] */
	return 0;
}
EXPORT_SYMBOL_GPL(elements_checked_some);

long elements_checked_then_read_again(const void __user *from)
{
	struct request r;
	int i;

	if (copy_from_user(&r, from, sizeof(r)) || r.n > 16)
		return -EFAULT;
	for (i = 0; i < r.n; i++)
		if (r.segments[i].len > SZ_64K)
			return -EINVAL;
	if (copy_from_user(r.segments, from, sizeof(r.segments)))
		return -EFAULT;
	for (i = 0; i < r.n; i++)
		kfree(kmalloc(r.segments[i].len, GFP_KERNEL));	/* expect: warning[oversize-user] */
	return 0;
}
EXPORT_SYMBOL_GPL(elements_checked_then_read_again);

long elements_checked_then_written(const void __user *from, u32 len)
{
	struct request r;
	int i;

	if (copy_from_user(&r, from, sizeof(r)) || r.n > 16 || len > SZ_8M)
		return -EFAULT;
	for (i = 0; i < r.n; i++)
		if (r.segments[i].len > SZ_64K)
			return -EINVAL;
	r.segments[3].len = len;
	for (i = 0; i < r.n; i++)
		kfree(kmalloc(r.segments[i].len, GFP_KERNEL));	/* expect: warning[oversize-bound] "8388608" */
	return 0;
}
EXPORT_SYMBOL_GPL(elements_checked_then_written);

long elements_checked_in_turns(const void __user *from, int turns)
{
	struct request r;
	int i;

	while (turns--) {
		if (copy_from_user(&r, from, sizeof(r)) || r.n > 16)
			return -EFAULT;
		for (i = 0; i < r.n; i++)
			kfree(kmalloc(r.segments[i].len, GFP_KERNEL));	/* expect: warning[oversize-user] */
		for (i = 0; i < r.n; i++)
			if (r.segments[i].len > SZ_64K)
				return -EINVAL;
		for (i = 0; i < r.n; i++)
			kfree(kmalloc(r.segments[i].len, GFP_KERNEL));	/* ok: oversize-user */
	}
	return 0;
}
EXPORT_SYMBOL_GPL(elements_checked_in_turns);

/* A loop in a loop, after the copy: it is still the user's. */
long elements_of_each_turn(const void __user *from, int turns)
{
	struct request r;
	int i;

	while (turns--) {
		if (copy_from_user(&r, from, sizeof(r)))
			return -EFAULT;
		for (i = 0; i < 16; i++)
			pr_debug("%d: %u\n", i, r.segments[i].offset);
		kfree(kmalloc(r.flags, GFP_KERNEL));	/* expect: warning[oversize-user] */
	}
	return 0;
}
EXPORT_SYMBOL_GPL(elements_of_each_turn);

MODULE_LICENSE("GPL");
