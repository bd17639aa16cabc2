// SPDX-License-Identifier: GPL-2.0
/* What a caller hands in need not be the size: it may say which size it is. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

enum depth { SHALLOW, NORMAL, DEEP };

static void *history(bool is_long)
{
	return kmalloc(is_long ? SZ_16M : SZ_16K, GFP_KERNEL);	/* expect: error[oversize-constant] "16777216" */
}

static void *history_short(bool is_long)
{
	return kmalloc(is_long ? SZ_16M : SZ_16K, GFP_KERNEL);	/* ok: oversize-bound -- nobody asks for the long one */
}

static void *queue(enum depth depth)
{
	size_t bytes;

	switch (depth) {
	case SHALLOW:
		bytes = SZ_4K;
		break;
	case NORMAL:
		bytes = SZ_1M;
		break;
	default:
		bytes = SZ_8M;
	}
	return kzalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}

/* Nobody says which: it may be either. */
static void *either(bool is_long)
{
	return kmalloc(is_long ? SZ_16M : SZ_16K, GFP_KERNEL);	/* expect: warning[oversize-bound] */
}

void chosen_by_parameter(void **at, bool is_long)
{
	at[0] = history(true);
	at[1] = history(false);
	at[2] = history_short(false);
	at[3] = queue(SHALLOW);
	at[4] = queue(NORMAL);
	at[5] = queue(DEEP);
	at[6] = either(is_long);
}
EXPORT_SYMBOL_GPL(chosen_by_parameter);
MODULE_LICENSE("GPL");
