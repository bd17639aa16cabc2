// SPDX-License-Identifier: GPL-2.0
/* A pointer that is the address of one of a few objects. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct profile {
	u32 bytes;
	u32 flags;
};

static struct profile small = { .bytes = 512 };
static struct profile medium = { .bytes = SZ_1M };
static struct profile large = { .bytes = SZ_8M };

void *chosen_with_large(bool is_large)
{
	struct profile *p = is_large ? &large : &small;

	return kmalloc(p->bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(chosen_with_large);

void *chosen_without_large(bool is_medium)
{
	struct profile *p = is_medium ? &medium : &small;

	return kmalloc(p->bytes, GFP_KERNEL);	/* ok: oversize-bound -- large is not among them */
}
EXPORT_SYMBOL_GPL(chosen_without_large);

void *chosen_always_large(bool is_large)
{
	struct profile other = { .bytes = SZ_16M };
	struct profile *p = is_large ? &large : &other;

	return kmalloc(p->bytes, GFP_KERNEL);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(chosen_always_large);

void *chosen_in_switch(int kind)
{
	const struct profile *p = NULL;

	switch (kind) {
	case 0:
		p = &small;
		break;
	case 1:
		p = &medium;
		break;
	}
	if (!p)
		return NULL;
	return kmalloc(p->bytes, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(chosen_in_switch);

void *chosen_by_name(void)
{
	return kmalloc(medium.bytes, GFP_KERNEL);	/* ok: oversize-bound -- what another object of the type holds is not asked */
}
EXPORT_SYMBOL_GPL(chosen_by_name);

void *chosen_then_written(bool is_medium, u32 want)
{
	struct profile first = { .bytes = 16 }, second = { .bytes = 32 };
	struct profile *p = is_medium ? &first : &second;

	if (want > SZ_16M)
		return NULL;
	second.bytes = want;
	return kmalloc(p->bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
}
EXPORT_SYMBOL_GPL(chosen_then_written);

MODULE_LICENSE("GPL");
