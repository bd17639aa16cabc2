// SPDX-License-Identifier: GPL-2.0
/* A check of the order, of the logarithm, bounds what it was taken of. */
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "../km.h"

void *guards_order_fits(const char __user *user)
{
	u32 n;

	if (copy_from_user(&n, user, sizeof(n)))
		return NULL;
	if (get_order(n) > 10)
		return NULL;
	__km_range(n);			/* range: [0,4194304] */
	return kmalloc(n, GFP_KERNEL);	/* ok: oversize-user -- order 10 at most */
}
EXPORT_SYMBOL_GPL(guards_order_fits);

void *guards_order_lets_through(const char __user *user)
{
	u32 n;

	if (copy_from_user(&n, user, sizeof(n)))
		return NULL;
	if (get_order(n) > 11)
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(guards_order_lets_through);

void *guards_order_kept(unsigned int n)
{
	int order = get_order(n);

	if (order >= 11)
		return vmalloc(n);
	return kmalloc(n, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(guards_order_kept);

void *guards_order_log(const char __user *user)
{
	u32 n;

	if (get_user(n, (u32 __user *)user) || !n)
		return NULL;
	if (ilog2(n) >= 22)
		return NULL;
	__km_range(n);			/* range: [1,4194303] */
	return kmalloc(n, GFP_KERNEL);	/* ok: oversize-user */
}
EXPORT_SYMBOL_GPL(guards_order_log);

void *guards_order_rounded(const char __user *user)
{
	u32 n;

	if (get_user(n, (u32 __user *)user) || !n)
		return NULL;
	if (roundup_pow_of_two(n) > SZ_4M)
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* ok: oversize-user */
}
EXPORT_SYMBOL_GPL(guards_order_rounded);

MODULE_DESCRIPTION("kmcheck cases: checks of orders and logarithms");
MODULE_LICENSE("GPL");
