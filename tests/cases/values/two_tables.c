// SPDX-License-Identifier: GPL-2.0
/* Entries of two tables, picked by one index, belong together. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "../km.h"

struct two_tables_request {
	u32 kind;
	u32 count;
};

/* many small ones, or few large ones */
static const u32 most[] = { 1, SZ_1M, 2 };
static const u32 bytes[] = { SZ_1M, 1, SZ_256K };
static const u32 more[] = { SZ_1M, 2, 64 };

void *two_tables_together(const void __user *arg)
{
	struct two_tables_request r;

	if (copy_from_user(&r, arg, sizeof(r)))
		return NULL;
	if (r.kind >= ARRAY_SIZE(most) || r.count > most[r.kind])
		return NULL;
	return kmalloc(r.count * bytes[r.kind], GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(two_tables_together);

static int two_tables_check(const struct two_tables_request *r)
{
	if (r->kind >= ARRAY_SIZE(most))
		return -EINVAL;
	if (r->count > most[r->kind])
		return -ERANGE;
	return 0;
}

void *two_tables_checked_elsewhere(const void __user *arg)
{
	struct two_tables_request r;

	if (copy_from_user(&r, arg, sizeof(r)) || two_tables_check(&r))
		return NULL;
	return kcalloc(r.count, bytes[r.kind], GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(two_tables_checked_elsewhere);

void *two_tables_too_large(const void __user *arg)
{
	struct two_tables_request r;

	if (copy_from_user(&r, arg, sizeof(r)) || two_tables_check(&r))
		return NULL;
	/* the first kind: 1 * 1 MiB * 8, the second: 1 Mi * 2 * 8 */
	return kmalloc(r.count * more[r.kind] * 8ul, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(two_tables_too_large);

/* each with an index of its own: any can meet any */
void *two_tables_apart(const void __user *arg, u32 kind)
{
	struct two_tables_request r;

	if (copy_from_user(&r, arg, sizeof(r)) || two_tables_check(&r) ||
	    kind >= ARRAY_SIZE(bytes))
		return NULL;
	return kcalloc(r.count, bytes[kind], GFP_KERNEL);	/* expect: warning[oversize-bound] */
}
EXPORT_SYMBOL_GPL(two_tables_apart);

/* ways with and without a default meet between the product and its use */
void *two_tables_defaulted(const void __user *arg)
{
	struct two_tables_request r;
	u32 times;
	size_t size;

	if (copy_from_user(&r, arg, sizeof(r)) || two_tables_check(&r) ||
	    get_user(times, (u32 __user *)arg + 2))
		return NULL;
	if (!times)
		times = 1;
	size = SZ_64 + (size_t)bytes[r.kind] * r.count * times;
	if (times > 3)
		return NULL;
	return kmalloc(size, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(two_tables_defaulted);

void *two_tables_defaulted_too_large(const void __user *arg)
{
	struct two_tables_request r;
	u32 times;
	size_t size;

	if (copy_from_user(&r, arg, sizeof(r)) || two_tables_check(&r) ||
	    get_user(times, (u32 __user *)arg + 2))
		return NULL;
	if (!times)
		times = 1;
	size = SZ_64 + (size_t)bytes[r.kind] * r.count * times;
	if (times > 5)
		return NULL;
	return kmalloc(size, GFP_KERNEL);	/* expect: warning[oversize-bound] "5242944" */
}
EXPORT_SYMBOL_GPL(two_tables_defaulted_too_large);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("two tables picked by one index");
