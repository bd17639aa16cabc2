// SPDX-License-Identifier: GPL-2.0
/* Out-parameters of helpers in the same file. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

static void default_len(u32 *len)
{
	*len = SZ_8M;
}

static int pick_len(int mode, u32 *len)
{
	if (mode > 2)
		return -EINVAL;
	*len = mode == 2 ? SZ_64K : SZ_4K;
	return 0;
}

static void split(u32 total, u32 *head, u32 *body)
{
	*head = 64;
	*body = total - 64;
}

void *places_out_constant(void)
{
	u32 len;

	default_len(&len);
	__km_range(len);			/* range: [8388608,8388608] */
	return kmalloc(len, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(places_out_constant);

void *places_out_picked(int mode)
{
	u32 len;

	if (pick_len(mode, &len))
		return NULL;
	__km_range(len);			/* range: [4096,4096] u [65536,65536] */
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(places_out_picked);

void *places_out_two(void)
{
	u32 head, body;

	split(SZ_2M, &head, &body);
	__km_range(head);			/* range: [64,64] */
	__km_range(body);			/* range: [2097088,2097088] */
	return kmalloc(head + body, GFP_KERNEL);	/* ok: oversize-constant -- 2 MiB */
}
EXPORT_SYMBOL_GPL(places_out_two);

MODULE_DESCRIPTION("kmcheck case: places out");
MODULE_LICENSE("GPL");
