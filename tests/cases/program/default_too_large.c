// SPDX-License-Identifier: GPL-2.0
/* A default stands in for what nobody is known to have set. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct ring_config {
	unsigned int entries;
	size_t bytes;
	size_t spare;
};

void *default_entries(const struct ring_config *c, const char *name);
void *default_entries(const struct ring_config *c, const char *name)
{
	unsigned int n = c->entries;

	if (!n)
		n = 65537;
	pr_info("%s: %u entries\n", name, n);
	return kcalloc(n, 64, GFP_KERNEL);	/* expect: warning[oversize-bound] "4194368" */
}
EXPORT_SYMBOL_GPL(default_entries);

void *default_bytes(const struct ring_config *c);
void *default_bytes(const struct ring_config *c)
{
	return kmalloc(c->bytes ?: SZ_8M, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(default_bytes);

void *default_fits(const struct ring_config *c, const char *name);
void *default_fits(const struct ring_config *c, const char *name)
{
	size_t n = c->bytes, most = c->spare;

	if (!n)
		n = SZ_4M;
	if (!most)
		most = SZ_64M;
	pr_info("%s: %zu bytes\n", name, n);
	return kmalloc(min(n, most), GFP_KERNEL);	/* ok: oversize-bound -- the default is no larger than 4 MiB */
}
EXPORT_SYMBOL_GPL(default_fits);

MODULE_DESCRIPTION("kmcheck case: defaults");
MODULE_LICENSE("GPL");
