// SPDX-License-Identifier: GPL-2.0-only
/* A loop adds up a table: each entry counts once. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static const struct part {
	const char *name;
	u32 kib;
} parts[] = {
	{ "boot", 512 }, { "env", 64 }, { "firmware", 2048 }, { "log", 1024 },
};

void *parts_read(void)
{
	size_t bytes = 0;
	void *p;
	int i;

	for (i = 0; i < ARRAY_SIZE(parts); i++)
		bytes += parts[i].kib << 10;
	p = kmalloc(bytes, GFP_KERNEL); /* ok: oversize-bound -- 3648 KiB */
	kfree(p);
	p = kmalloc(bytes + 448 * SZ_1K, GFP_KERNEL); /* ok: oversize-bound -- 4 MiB */
	kfree(p);
	return kmalloc(bytes + SZ_512K, GFP_KERNEL); /* expect: error[oversize-constant] or warning[oversize-bound] "4259840" */
}

/* Some of them, and a header before the first. */
void *some_parts_read(u32 wanted)
{
	static const size_t most[] = { SZ_64K, SZ_1M, SZ_2M, SZ_512K };
	size_t bytes = SZ_4K;
	void *p;
	int i;

	for (i = 0; i < ARRAY_SIZE(most); i++) {
		if (!(wanted & BIT(i)))
			continue;
		bytes += most[i];
	}
	p = kmalloc(bytes, GFP_KERNEL); /* ok: oversize-bound */
	kfree(p);
	return kmalloc(bytes + SZ_512K, GFP_KERNEL); /* expect: warning[oversize-bound] "4263936" */
}

/* The same entry again and again. */
void *one_part_often(unsigned int which)
{
	size_t bytes = 0;
	int i;

	if (which >= ARRAY_SIZE(parts))
		return NULL;
	for (i = 0; i < 4; i++)
		bytes += parts[which].kib << 10;
	return kmalloc(bytes, GFP_KERNEL); /* expect: warning[oversize-bound] "8388608" */
}

MODULE_LICENSE("GPL");
