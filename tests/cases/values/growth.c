// SPDX-License-Identifier: GPL-2.0
/* A size that a loop makes grow until the allocation fails. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

/* How much can be had at once? Found by trying. */
size_t growth_probe_doubling(void)
{
	size_t size;
	void *p;

	for (size = SZ_4K;; size *= 2) {
		p = kmalloc(size, GFP_KERNEL);	/* expect: warning[oversize-growth] "8388608" */
		if (!p)
			break;
		kfree(p);
	}
	return size / 2;
}
EXPORT_SYMBOL_GPL(growth_probe_doubling);

size_t growth_probe_linear(void)
{
	size_t size = 200000;
	void *p;

	while ((p = kmalloc(size, GFP_KERNEL))) {	/* expect: warning[oversize-growth] "4200000" */
		kfree(p);
		size += 200000;
	}
	return size;
}
EXPORT_SYMBOL_GPL(growth_probe_linear);

size_t growth_probe_capped(void)
{
	size_t size;
	void *p;

	for (size = SZ_4K; size <= SZ_2M; size *= 2) {
		p = kmalloc(size, GFP_KERNEL);	/* ok: oversize-growth -- the loop has a cap */
		if (!p)
			break;
		kfree(p);
	}
	return size / 2;
}
EXPORT_SYMBOL_GPL(growth_probe_capped);

/* A query that says "too small" until the buffer fits. */
int growth_retry(int (*query)(void *buf, size_t len))
{
	size_t len = 512;
	void *buf = NULL;
	int ret;

	do {
		kfree(buf);
		len *= 2;
		buf = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-growth] */
		if (!buf)
			return -ENOMEM;
		ret = query(buf, len);
	} while (ret == -ENOSPC);
	kfree(buf);
	return ret;
}
EXPORT_SYMBOL_GPL(growth_retry);

int growth_retry_capped(int (*query)(void *buf, size_t len))
{
	size_t len = 512;
	void *buf;
	int ret;

retry:
	buf = kmalloc(len, GFP_KERNEL);		/* ok: oversize-growth -- at most 1 MiB */
	if (!buf)
		return -ENOMEM;
	ret = query(buf, len);
	kfree(buf);
	if (ret == -ENOSPC && len < SZ_1M) {
		len *= 2;
		goto retry;
	}
	return ret;
}
EXPORT_SYMBOL_GPL(growth_retry_capped);

char *growth_append(int (*next)(void))
{
	size_t used = 0, room = 64;
	char *buf = kmalloc(room, GFP_KERNEL);	/* ok: oversize-growth -- 64 bytes */
	char *bigger;
	int c;

	while (buf && (c = next()) >= 0) {
		if (used == room) {
			room *= 2;
			bigger = krealloc(buf, room, GFP_KERNEL);	/* expect: warning[oversize-growth] */
			if (!bigger) {
				kfree(buf);
				return NULL;
			}
			buf = bigger;
		}
		buf[used++] = c;
	}
	return buf;
}
EXPORT_SYMBOL_GPL(growth_append);

char *growth_append_capped(int (*next)(void))
{
	size_t used = 0, room = 64;
	char *buf = kmalloc(room, GFP_KERNEL);
	char *bigger;
	int c;

	while (buf && (c = next()) >= 0) {
		if (used == room) {
			if (room >= SZ_64K)
				break;
			room *= 2;
			bigger = krealloc(buf, room, GFP_KERNEL);	/* ok: oversize-growth -- at most 128 KiB */
			if (!bigger)
				break;
			buf = bigger;
		}
		buf[used++] = c;
	}
	return buf;
}
EXPORT_SYMBOL_GPL(growth_append_capped);

void growth_constant_inside(int n)
{
	while (n-- > 0)
		kfree(kmalloc(SZ_64K, GFP_KERNEL));	/* ok: oversize-growth -- many, but never larger */
}
EXPORT_SYMBOL_GPL(growth_constant_inside);

void growth_other_variable(int n)
{
	size_t total = 0, len = SZ_4K;

	while (n-- > 0) {
		kfree(kmalloc(len, GFP_KERNEL));	/* ok: oversize-growth -- total grows, len does not */
		total += len;
	}
	pr_debug("%zu bytes in all\n", total);
}
EXPORT_SYMBOL_GPL(growth_other_variable);

MODULE_DESCRIPTION("kmcheck case: growth");
MODULE_LICENSE("GPL");
