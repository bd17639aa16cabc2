// SPDX-License-Identifier: GPL-2.0
/* A helper maps a mode to a size; the caller bounds the mode. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static size_t mode_bytes(unsigned int mode)
{
	switch (mode) {
	case 0:
		return SZ_64K;
	case 1:
		return SZ_1M;
	case 2:
		return SZ_8M;
	}
	return 0;
}

void *helper_switch_any(unsigned int mode)
{
	return kmalloc(mode_bytes(mode), GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(helper_switch_any);

void *helper_switch_small(unsigned int mode)
{
	if (mode >= 2)
		return NULL;
	return kmalloc(mode_bytes(mode), GFP_KERNEL);	/* ok: oversize-bound -- mode 2 is excluded */
}
EXPORT_SYMBOL_GPL(helper_switch_small);

void *helper_switch_large(void)
{
	return kmalloc(mode_bytes(2), GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(helper_switch_large);

MODULE_DESCRIPTION("kmcheck case: helper switch");
MODULE_LICENSE("GPL");
