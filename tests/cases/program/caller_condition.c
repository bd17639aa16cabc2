// SPDX-License-Identifier: GPL-2.0
/* What the caller has tested holds in the callee. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct cc_bus {
	int nr;
};

struct cc_hcd {
	int nr;
	void *pool;
	struct cc_bus bus;
};

static void *cc_buffer(struct cc_bus *bus, size_t n)
{
	struct cc_hcd *hcd = container_of(bus, struct cc_hcd, bus);

	if (hcd->pool)
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* ok: oversize-user -- only asked for with a pool */
}

void *cc_map(struct cc_hcd *hcd, u32 __user *user)
{
	u32 n;

	if (get_user(n, user))
		return NULL;
	if (hcd->pool)
		return cc_buffer(&hcd->bus, n);
	return NULL;
}
EXPORT_SYMBOL_GPL(cc_map);

static void *cc_other_buffer(struct cc_bus *bus, size_t n)
{
	struct cc_hcd *hcd = container_of(bus, struct cc_hcd, bus);

	if (hcd->pool)
		return NULL;
	return kmalloc(n, GFP_KERNEL);	/* expect: warning[oversize-user] */
}

void *cc_other_map(struct cc_hcd *hcd, u32 __user *user)
{
	u32 n;

	if (get_user(n, user))
		return NULL;
	if (!hcd->pool)
		return cc_other_buffer(&hcd->bus, n);
	return NULL;
}
EXPORT_SYMBOL_GPL(cc_other_map);

/* Not larger than what somebody chose is not chosen by him. */
int cc_more(void);

void *cc_counted(u32 __user *user)
{
	u32 room, n = 0;

	if (get_user(room, user))
		return NULL;
	while (cc_more())
		n++;
	if (room < n)
		return NULL;
	return kcalloc(n, 64, GFP_KERNEL);	/* ok: oversize-user -- there are as many as there are */
}
EXPORT_SYMBOL_GPL(cc_counted);

void *cc_count_to(u32 __user *user)
{
	u32 room, n = 0;

	if (get_user(room, user))
		return NULL;
	while (n < room)
		n++;
	return kcalloc(n, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
}
EXPORT_SYMBOL_GPL(cc_count_to);

MODULE_DESCRIPTION("kmcheck cases: a caller's conditions");
MODULE_LICENSE("GPL");
