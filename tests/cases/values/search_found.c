// SPDX-License-Identifier: GPL-2.0
/* A search that found something says what it looked for. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

static const u32 sf_steps[] = { SZ_4K, SZ_64K, SZ_1M };

void *search_found(u32 __user *user)
{
	u32 n;
	int i;

	if (get_user(n, user))
		return NULL;
	for (i = 0; i < ARRAY_SIZE(sf_steps); i++)
		if (n <= sf_steps[i])
			break;
	if (i == ARRAY_SIZE(sf_steps))
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* ok: oversize-user -- a step is not less */
}
EXPORT_SYMBOL_GPL(search_found);

void *search_found_else(u32 __user *user)
{
	u32 n;
	int i;

	if (get_user(n, user))
		return NULL;
	for (i = 0; i < ARRAY_SIZE(sf_steps); i++)
		if (n <= sf_steps[i])
			break;
	if (i != ARRAY_SIZE(sf_steps))
		return kmalloc(n, GFP_KERNEL);	/* ok: oversize-user -- a step is not less */
	return vmalloc(n);
}
EXPORT_SYMBOL_GPL(search_found_else);

void *search_not_found(u32 __user *user)
{
	u32 n;
	int i;

	if (get_user(n, user))
		return NULL;
	for (i = 0; i < ARRAY_SIZE(sf_steps); i++)
		if (n <= sf_steps[i])
			break;
	if (i != ARRAY_SIZE(sf_steps))
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* expect: warning[oversize-user] */
}
EXPORT_SYMBOL_GPL(search_not_found);

void *search_ends_anyhow(u32 __user *user)
{
	u32 n;
	int i;

	if (get_user(n, user))
		return NULL;
	for (i = 0; i < ARRAY_SIZE(sf_steps); i++)
		if (n <= sf_steps[i])
			break;
	if (i == ARRAY_SIZE(sf_steps) + 1)
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* expect: warning[oversize-user] */
}
EXPORT_SYMBOL_GPL(search_ends_anyhow);
MODULE_LICENSE("GPL");
