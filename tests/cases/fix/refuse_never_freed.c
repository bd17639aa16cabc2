// SPDX-License-Identifier: GPL-2.0
/* Kept in a table of slots that are found by their offset: nothing is seen to
 * free it. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct offsets {
	void *first, *second;
};

static struct offsets offsets;
static u8 *twin;

static void set_at(void *base, size_t offset, void *value)
{
	*(void **)((char *)base + offset) = value;
}

static void *get_at(void *base, size_t offset)
{
	return *(void **)((char *)base + offset);
}

void refuse_never_freed_set(struct offsets *o);
void refuse_never_freed_set(struct offsets *o)
{
	set_at(o, offsetof(struct offsets, second), kmalloc(SZ_8M, GFP_KERNEL)); /* expect: error[oversize-constant] */ /* refuse: "nothing in what is checked is seen to free it" */
}

static int setup(void)
{
	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!twin)
		return -ENOMEM;
	memset(twin, 1, SZ_8M);
	return 0;
}

void refuse_never_freed_drop(struct offsets *o);
void refuse_never_freed_drop(struct offsets *o)
{
	kfree(o->second);
	kfree(get_at(&offsets, offsetof(struct offsets, first)));
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_never_freed_init(void)
{
	return setup();
}

static void __exit refuse_never_freed_exit(void)
{
	teardown();
}

module_init(refuse_never_freed_init);
module_exit(refuse_never_freed_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_never_freed");
MODULE_LICENSE("GPL");
